using System.Text;

namespace Nomen.Dns.Generators.Rdata;

/// <summary>Writes the text side of one record: parser, printer, and the rules that only text is held to.</summary>
internal static class TextSource
{
    public static void Write(SourceWriter source, RdataModel model)
    {
        WriteParser(source, model);
        WritePrinter(source, model);
        WriteFlaws(source, model);
        WriteCanPrint(source, model);
    }

    private static void WriteParser(SourceWriter source, RdataModel model)
    {
        source.Line();
        source.Open($"internal static {model.Name} ParseFields(RdataTextReader reader)");
        if (model.TextForm.Exists)
        {
            source.Line($"return {model.TextForm.Name}.Parse(reader);");
        }
        else
        {
            foreach (FieldModel field in model.Fields)
            {
                source.Line($"{field.ValueType} value{field.Name} = {field.Codec.Name}.Parse(reader, \"{Words(field.Name)}\");");
            }

            source.Line($"return new {model.Name}({string.Join(", ", model.Fields.Select(field => "value" + field.Name))});");
        }

        source.Close();
    }

    private static void WritePrinter(SourceWriter source, RdataModel model)
    {
        source.Line();
        source.Line("/// <inheritdoc/>");
        source.Open("private protected override void PrintFields(RdataTextWriter writer)");
        if (model.TextForm.Exists)
        {
            source.Line($"{model.TextForm.Name}.Print(writer, this);");
        }
        else
        {
            foreach (FieldModel field in model.Fields)
            {
                source.Line($"{field.Codec.Name}.Print(writer, {field.Name});");
            }
        }

        source.Close();
    }

    private static void WriteFlaws(SourceWriter source, RdataModel model)
    {
        List<string> finders = model.TextForm.Exists
            ? model.TextForm.HasFlaw ? [$"{model.TextForm.Name}.FindFlaw(this)"] : []
            : [.. model.Fields.Where(field => field.Codec.HasFlaw).Select(field => $"{field.Codec.Name}.FindFlaw({field.Name})")];
        if (model.HasRule)
        {
            finders.Add("FindRuleFlaw()");
        }

        if (finders.Count > 0)
        {
            source.Line();
            source.Line("/// <inheritdoc/>");
            source.Line($"internal override string? FindFlaw() => {string.Join(" ?? ", finders)};");
        }
    }

    private static void WriteCanPrint(SourceWriter source, RdataModel model)
    {
        List<string> conditions = model.TextForm.Exists
            ? model.TextForm.HasCanPrint ? [$"{model.TextForm.Name}.CanPrint(this)"] : []
            : [.. model.Fields.Where(field => field.Codec.HasCanPrint).Select(field => $"{field.Codec.Name}.CanPrint({field.Name})")];
        if (conditions.Count > 0)
        {
            source.Line();
            source.Line("/// <inheritdoc/>");
            source.Line($"private protected override bool CanPrint => {string.Join(" && ", conditions)};");
        }
    }

    /// <summary><c>KeyTag</c> is "key tag" in an error.</summary>
    private static string Words(string name)
    {
        StringBuilder words = new();
        for (int i = 0; i < name.Length; i++)
        {
            bool starts = i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            words.Append(starts ? " " : string.Empty).Append(char.ToLowerInvariant(name[i]));
        }

        return words.ToString();
    }
}
