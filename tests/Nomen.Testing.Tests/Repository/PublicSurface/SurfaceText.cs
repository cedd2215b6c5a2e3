using System.Globalization;
using System.Reflection;
using System.Text;

namespace Nomen.Testing.Tests.Repository.PublicSurface;

/// <summary>The public surface of an assembly as text: a line for each type, and under it, indented, a line for each member.</summary>
/// <remarks>
/// Sorted by name, enums by value, so that the same code gives the same text. Members that the compiler makes for records,
/// and overrides of what is visible on a base, are left out.
/// </remarks>
internal static class SurfaceText
{
    internal static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => $"{type.Namespace}.{TypeText.Declared(type)}", StringComparer.Ordinal))
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(Heading(type)).Append('\n');
            foreach (string member in Members(type))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Heading(Type type)
    {
        string name = $"{type.Namespace}.{TypeText.Declared(type)}";
        if (type.IsEnum)
        {
            bool flags = type.IsDefined(typeof(FlagsAttribute), inherit: false);
            return $"{(flags ? "[Flags] " : "")}enum {name} : {TypeText.Of(Enum.GetUnderlyingType(type))}";
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return $"delegate {MemberText.Signature(type.GetMethod("Invoke")!, name)}";
        }

        string[] bases = [.. Bases(type).Where(item => !IsRecord(type) || !string.Equals(item, $"IEquatable<{TypeText.Of(type)}>", StringComparison.Ordinal))];
        return $"{Kind(type)} {name}{(bases.Length > 0 ? " : " + string.Join(", ", bases) : "")}{MemberText.Constraints(type.GetGenericArguments())}";
    }

    private static string Kind(Type type)
    {
        if (type.IsInterface)
        {
            return "interface";
        }

        if (type.IsValueType)
        {
            bool readOnly = type.GetCustomAttributesData().Any(data => data.AttributeType.Name == "IsReadOnlyAttribute");
            return (readOnly ? "readonly " : "") + (type.IsByRefLike ? "ref " : "") + (IsRecord(type) ? "record struct" : "struct");
        }

        string modifier = type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
        return modifier + (IsRecord(type) ? "record" : "class");
    }

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", MemberText.Declared) is not null;

    /// <summary>The base class when it says something, and the interfaces that neither the base nor another interface brings.</summary>
    private static IEnumerable<string> Bases(Type type)
    {
        Type[] all = type.GetInterfaces();
        var brought = all.SelectMany(item => item.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []).ToHashSet();
        bool plain = type.BaseType is null || type.BaseType == typeof(object) || type.BaseType == typeof(ValueType);
        IEnumerable<string> own = all.Where(item => item.IsVisible && !brought.Contains(item)).Select(item => TypeText.Of(item)).Order(StringComparer.Ordinal);
        return plain ? own : own.Prepend(TypeText.Of(type.BaseType!));
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return [];
        }

        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .OrderBy(field => Convert.ToDecimal(field.GetRawConstantValue(), CultureInfo.InvariantCulture))
                .ThenBy(field => field.Name, StringComparer.Ordinal)
                .Select(field => $"{field.Name} = {field.GetRawConstantValue()}");
        }

        return type.GetMembers(MemberText.Declared)
            .Select(member => (member.Name, Text: MemberText.Of(member)))
            .Where(member => member.Text is not null)
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .ThenBy(member => member.Text, StringComparer.Ordinal)
            .Select(member => member.Text!);
    }
}
