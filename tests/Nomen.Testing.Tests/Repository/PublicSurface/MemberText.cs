using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Nomen.Testing.Tests.Repository.PublicSurface;

/// <summary>Writes a member as one line of C#, when users of the library can see it.</summary>
internal static class MemberText
{
    internal const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    /// <returns>Null for what is not visible, is the compiler's, or only overrides what is visible on a base.</returns>
    internal static string? Of(MemberInfo member) => member switch
    {
        FieldInfo field => Of(field),
        PropertyInfo property => Of(property),
        EventInfo { AddMethod: { } add } made when IsVisible(add) => $"{Modifiers(add)}event {TypeText.Of(made.EventHandlerType!)} {made.Name}",
        ConstructorInfo constructor when IsVisible(constructor) && !IsCompilers(constructor) =>
            $"{Modifiers(constructor)}{constructor.DeclaringType!.Name.Split('`')[0]}({Parameters(constructor)})",
        MethodInfo method => Of(method),
        _ => null,
    };

    /// <summary>Return type, name, type parameters, parameters and constraints.</summary>
    internal static string Signature(MethodInfo method, string name)
    {
        string arguments = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        string result = TypeText.Of(method.ReturnType, Nullability.Create(method.ReturnParameter));
        string byRef = !method.ReturnType.IsByRef ? "" : IsReadOnly(method.ReturnParameter) ? "ref readonly " : "ref ";
        return $"{byRef}{result} {name}{arguments}({Parameters(method)}){Constraints(method.IsGenericMethod ? method.GetGenericArguments() : [])}";
    }

    internal static string Constraints(Type[] parameters) => string.Concat(parameters.Select(Constraint));

    private static string Constraint(Type parameter)
    {
        GenericParameterAttributes attributes = parameter.GenericParameterAttributes;
        bool isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        List<string> parts = [];
        if (isStruct)
        {
            parts.Add("struct");
        }

        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            parts.Add("class");
        }

        parts.AddRange(parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(type => TypeText.Of(type)));
        if (!isStruct && attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            parts.Add("new()");
        }

        if (attributes.HasFlag(GenericParameterAttributes.AllowByRefLike))
        {
            parts.Add("allows ref struct");
        }

        return parts.Count > 0 ? $" where {parameter.Name} : {string.Join(", ", parts)}" : "";
    }

    private static string? Of(FieldInfo field)
    {
        if (!(field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly))
        {
            return null;
        }

        string type = TypeText.Of(field.FieldType, Nullability.Create(field));
        return field.IsLiteral
            ? $"const {type} {field.Name} = {Literal(field.GetRawConstantValue())}"
            : $"{(field.IsPublic ? "" : "protected ")}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{type} {field.Name}";
    }

    private static string? Of(PropertyInfo property)
    {
        MethodInfo? get = property.GetMethod is { } getter && IsVisible(getter) ? getter : null;
        MethodInfo? set = property.SetMethod is { } setter && IsVisible(setter) ? setter : null;
        if ((get ?? set) is not { } accessor || IsOverride(accessor) || property.Name == "EqualityContract")
        {
            return null;
        }

        bool init = set?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        bool required = property.IsDefined(typeof(RequiredMemberAttribute));
        string byRef = !property.PropertyType.IsByRef ? "" : "ref ";
        string name = property.GetIndexParameters().Length > 0 ? $"this[{Parameters(property.GetIndexParameters())}]" : property.Name;
        string accessors = (get is null ? "" : " get;") + (set is null ? "" : init ? " init;" : " set;");
        return $"{Modifiers(accessor)}{(required ? "required " : "")}{byRef}{TypeText.Of(property.PropertyType, Nullability.Create(property))} {name} {{{accessors} }}";
    }

    private static string? Of(MethodInfo method)
    {
        bool isOperator = method.IsSpecialName && method.Name.StartsWith("op_", StringComparison.Ordinal);
        bool hidden = !IsVisible(method) || IsCompilers(method) || IsOverride(method) || (method.IsSpecialName && !isOperator) || method.Name.StartsWith('<');
        return hidden ? null : Modifiers(method) + Signature(method, isOperator ? "operator " + method.Name[3..] : method.Name);
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsCompilers(MethodBase method) => method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool IsOverride(MethodInfo method) => method.GetBaseDefinition().DeclaringType != method.DeclaringType;

    private static string Modifiers(MethodBase method)
    {
        string access = method.IsPublic ? "" : "protected ";
        bool inInterface = method.DeclaringType!.IsInterface;
        string kind = method.IsStatic && method.IsAbstract ? "static abstract "
            : method.IsStatic ? (inInterface && method.IsVirtual ? "static virtual " : "static ")
            : method.IsAbstract ? (inInterface ? "" : "abstract ")
            : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "";
        return access + kind;
    }

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + Parameters(method.GetParameters());

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string passing = !parameter.ParameterType.IsByRef ? (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")
            : parameter.IsOut ? "out " : IsReadOnly(parameter) || parameter.IsIn ? "in " : "ref ";
        string value = !parameter.HasDefaultValue ? "" : $" = {Literal(parameter.RawDefaultValue, parameter.ParameterType)}";
        return $"{passing}{TypeText.Of(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}{value}";
    }

    private static bool IsReadOnly(ParameterInfo parameter) => parameter.GetCustomAttributesData().Any(data => data.AttributeType.Name == "IsReadOnlyAttribute");

    private static string Literal(object? value, Type? type = null) => value switch
    {
        null => type is { IsValueType: true } && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ when type is { IsEnum: true } => $"{type.Name}.{Enum.ToObject(type, value)}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
