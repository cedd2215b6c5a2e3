using System.Collections.Immutable;

namespace Nomen.Dns.Generators.Rdata;

/// <summary>Writes the registry: from a type's number to its validator, reader and parser.</summary>
internal static class RegistrySource
{
    public static string Generate(ImmutableArray<RdataModel> models)
    {
        SourceWriter source = new("Nomen.Dns.Records");
        source.Open("internal static partial class RdataRegistry");
        WriteValidate(source, models);
        WriteSwitch(source, models, "Reads validated rdata; null for a type without a form.", "ReadKnown(DnsType type, ReadOnlySpan<byte> message, int position, int end)", "Read(message, position, end)");
        WriteSwitch(source, models, "Reads the type's own presentation form; null for a type without one.", "ParseKnown(DnsType type, RdataTextReader reader)", "ParseFields(reader)");
        WritePredicate(source, models.Where(model => model.InternetOnly));
        source.Close();
        return source.ToString();
    }

    /// <summary>Types whose fields have the same codecs share one validator.</summary>
    private static void WriteValidate(SourceWriter source, ImmutableArray<RdataModel> models)
    {
        source.Line("/// <summary>Checks rdata by its type; returns the position behind it, or -1. A type without a form takes all there is.</summary>");
        source.Open("private static int ValidateKnown(DnsType type, ReadOnlySpan<byte> message, int position, int end, ref WireScan scan)");
        source.Open("switch (type)");
        foreach (IGrouping<string, RdataModel> group in models.GroupBy(Shape, StringComparer.Ordinal))
        {
            foreach (RdataModel model in group)
            {
                source.Line($"case DnsType.{model.Type}:");
            }

            source.Line($"    return {group.First().Name}.Validate(message, position, end, ref scan);");
        }

        source.Line("default:");
        source.Line("    return end;");
        source.Close();
        source.Close();
    }

    private static void WriteSwitch(SourceWriter source, ImmutableArray<RdataModel> models, string summary, string signature, string call)
    {
        source.Line();
        source.Line($"/// <summary>{summary}</summary>");
        source.Open($"private static Rdata? {signature}");
        source.Open("switch (type)");
        foreach (RdataModel model in models)
        {
            source.Line($"case DnsType.{model.Type}:");
            source.Line($"    return {model.Name}.{call};");
        }

        source.Line("default:");
        source.Line("    return null;");
        source.Close();
        source.Close();
    }

    private static void WritePredicate(SourceWriter source, IEnumerable<RdataModel> models)
    {
        source.Line();
        source.Line("/// <summary>Whether the type's form holds for class IN only.</summary>");
        source.Line($"private static bool IsInternetOnly(DnsType type) => type is {string.Join(" or ", models.Select(model => $"DnsType.{model.Type}"))};");
    }

    private static string Shape(RdataModel model) => model.WireForm.Exists
        ? model.WireForm.Name
        : string.Join(",", model.Fields.Select(field => field.Codec.Size >= 0 ? $"{field.Codec.Size}" : field.Codec.Name));
}
