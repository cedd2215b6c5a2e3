using System.Reflection;

namespace Nomen.Testing.Tests.Repository.PublicSurface;

/// <summary>Writes a type as C# does, without namespaces: <c>IReadOnlyList&lt;string?&gt;</c>.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(char)] = "char",
        [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal", [typeof(string)] = "string", [typeof(object)] = "object", [typeof(void)] = "void",
    };

    /// <param name="type">The type.</param>
    /// <param name="nullability">What the annotations at the place of use say; null when unknown or not asked.</param>
    internal static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value) + "?";
        }

        bool nullable = CanBeAnnotated(type)
            && (nullability is { ReadState: NullabilityState.Nullable } or { WriteState: NullabilityState.Nullable });
        return Plain(type, nullability) + (nullable ? "?" : "");
    }

    /// <summary>Name of a type definition with its own type parameters, and those of the types around it.</summary>
    internal static string Declared(Type type)
    {
        string outer = type.DeclaringType is { } declaring ? Declared(declaring) + "." : "";
        int inherited = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        string[] own = [.. type.GetGenericArguments().Skip(inherited).Select(argument => Of(argument))];
        return outer + type.Name.Split('`')[0] + (own.Length > 0 ? $"<{string.Join(", ", own)}>" : "");
    }

    /// <summary>A type parameter that may stand for a value type reads as nullable everywhere, which says nothing.</summary>
    private static bool CanBeAnnotated(Type type) => type.IsGenericParameter
        ? type.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) || type.GetGenericParameterConstraints().Any(constraint => constraint.IsClass)
        : !type.IsValueType;

    private static string Plain(Type type, NullabilityInfo? nullability)
    {
        if (Keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return Of(type.GetElementType()!, nullability?.ElementType) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        }

        if (type.IsPointer)
        {
            return Of(type.GetElementType()!) + "*";
        }

        if (!type.IsGenericType || type.IsGenericParameter)
        {
            return type.DeclaringType is { } outer && !type.IsGenericParameter ? $"{Of(outer)}.{type.Name}" : type.Name;
        }

        string[] arguments = [.. type.GetGenericArguments().Select((argument, index) => Of(argument, ArgumentOf(nullability, index)))];
        return type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true
            ? $"({string.Join(", ", arguments)})"
            : $"{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>";
    }

    private static NullabilityInfo? ArgumentOf(NullabilityInfo? nullability, int index) =>
        nullability is not null && index < nullability.GenericTypeArguments.Length ? nullability.GenericTypeArguments[index] : null;
}
