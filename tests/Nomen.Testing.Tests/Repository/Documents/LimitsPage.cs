using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Nomen.Testing.Tests.Repository.Documents;

/// <summary>Writes <c>docs/limits.md</c>: every option with its default, and every constant that bounds something.</summary>
internal static class LimitsPage
{
    internal static string Of(IEnumerable<Assembly> assemblies)
    {
        Assembly[] all = [.. assemblies];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Limits: what each option and each constant allows

            Generated from the options records, the constants and their comments; do not edit. To bring it up to date: `{GeneratedFile.Command}`

            An option out of range throws `ArgumentOutOfRangeException` where it is set; nothing is clamped in silence.

            ## Options

            """);
        foreach (Type options in all.SelectMany(OptionsIn).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            AppendOptions(text, options);
        }

        text.Append("\n## Constants\n\n| constant | value | why |\n| --- | --- | --- |\n");
        foreach (FieldInfo constant in all.SelectMany(ConstantsIn).OrderBy(NameOf, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{NameOf(constant)}` | {Show(constant.GetRawConstantValue())} | {SummaryOf(constant)} |\n");
        }

        return text.ToString();
    }

    /// <summary>Public records named <c>...Options</c>.</summary>
    internal static IEnumerable<Type> OptionsIn(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type is { IsClass: true, IsAbstract: false });

    internal static IEnumerable<PropertyInfo> PropertiesOf(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is { IsPublic: true });

    /// <summary>The value in a fresh instance, as a person writes it.</summary>
    internal static string DefaultOf(PropertyInfo property)
    {
        Type options = property.ReflectedType!;
        bool required = options.GetConstructor(Type.EmptyTypes) is null || property.IsDefined(typeof(RequiredMemberAttribute));
        return required ? "(required)" : Show(property.GetValue(Activator.CreateInstance(options)));
    }

    internal static string SummaryOf(PropertyInfo property) => Summary(property.DeclaringType!, $"P:{IdOf(property.DeclaringType!)}.{property.Name}");

    internal static string SummaryOf(FieldInfo constant) => Summary(constant.DeclaringType!, $"F:{IdOf(constant.DeclaringType!)}.{constant.Name}");

    /// <summary>Numeric constants, private ones included, whose name says that they bound something, in code that people wrote.</summary>
    internal static IEnumerable<FieldInfo> ConstantsIn(Assembly assembly) =>
        from type in assembly.GetTypes()
        where !type.IsEnum && !type.IsDefined(typeof(CompilerGeneratedAttribute))
        from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where field is { IsLiteral: true, FieldType.IsPrimitive: true } && SaysLimit(field.Name)
        select field;

    private static void AppendOptions(StringBuilder text, Type options)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### {options.Name}\n\n{Summary(options, $"T:{IdOf(options)}")}\n\n| option | default | meaning and range |\n| --- | --- | --- |\n");
        foreach (PropertyInfo property in PropertiesOf(options).OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{property.Name}` | {DefaultOf(property)} | {SummaryOf(property)} |\n");
        }
    }

    private static bool SaysLimit(string name) =>
        name.StartsWith("Max", StringComparison.Ordinal) || name.StartsWith("Min", StringComparison.Ordinal) || name.EndsWith("Limit", StringComparison.Ordinal);

    private static string NameOf(FieldInfo field) => $"{field.DeclaringType!.Name}.{field.Name}";

    private static string IdOf(Type type) => type.FullName!.Replace('+', '.');

    private static string Summary(Type owner, string member) =>
        ProductAssemblies.Summaries(owner.Assembly.GetName().Name!).GetValueOrDefault(member, "").Replace("|", "\\|", StringComparison.Ordinal);

    private static string Show(object? value) => value switch
    {
        null => "none",
        bool flag => flag ? "on" : "off",
        TimeSpan time => Show(time),
        string text => $"`{text}`",
        IEnumerable items => items.Cast<object>().Any() ? string.Join(", ", items.Cast<object>().Select(Show)) : "empty",
        double or float => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        Enum => value.ToString()!,
        IFormattable number when value.GetType().IsPrimitive => number.ToString("N0", CultureInfo.InvariantCulture),
        _ when value.GetType() is { IsClass: true } type => $"see {type.Name}",
        _ => $"`{value}`",
    };

    private static string Show(TimeSpan time) => time switch
    {
        { Ticks: 0 } => "0",
        _ when time == Timeout.InfiniteTimeSpan => "infinite",
        _ when time.TotalDays >= 1 && time.TotalDays == time.Days => $"{time.Days} d",
        _ when time.TotalHours >= 1 && time.TotalHours % 1 == 0 => $"{time.TotalHours} h",
        _ when time.TotalMinutes >= 1 && time.TotalMinutes % 1 == 0 => $"{time.TotalMinutes} min",
        _ when time.TotalSeconds >= 1 => $"{time.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s",
        _ => $"{time.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)} ms",
    };
}
