namespace Nomen.Dns.Generators.Rdata;

/// <summary>Writes the wire side of one record: validator, reader, writer, canonical writer.</summary>
internal static class WireSource
{
    public static void Write(SourceWriter source, RdataModel model)
    {
        source.Line();
        source.Open("internal static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan)");
        WriteValidation(source, model);
        source.Close();

        source.Line();
        source.Open($"internal static {model.Name} Read(ReadOnlySpan<byte> message, int position, int end)");
        if (model.WireForm.Exists)
        {
            source.Line($"return {model.WireForm.Name}.Read(message, position, end);");
        }
        else
        {
            foreach (FieldModel field in model.Fields)
            {
                source.Line($"{field.ValueType} value{field.Name} = {field.Codec.Name}.Read(message, ref position, end);");
            }

            source.Line($"return new {model.Name}({string.Join(", ", model.Fields.Select(field => "value" + field.Name))});");
        }

        source.Close();
        WriteWriter(source, model, "Write", canonical: false);
        WriteWriter(source, model, "WriteCanonical", canonical: true);
    }

    /// <summary>Neighbours of fixed size are checked at once.</summary>
    private static void WriteValidation(SourceWriter source, RdataModel model)
    {
        if (model.WireForm.Exists)
        {
            source.Line($"return {model.WireForm.Name}.Validate(message, position, end, ref scan);");
            return;
        }

        int run = 0;
        foreach (FieldModel field in model.Fields)
        {
            if (field.Codec.Size >= 0)
            {
                run += field.Codec.Size;
                continue;
            }

            WriteRun(source, ref run);
            source.Open($"if ((position = {field.Codec.Name}.Validate(message, position, end, ref scan)) < 0)");
            source.Line("return -1;");
            source.Close();
            source.Line();
        }

        WriteRun(source, ref run);
        source.Line("return position;");
    }

    private static void WriteRun(SourceWriter source, ref int run)
    {
        if (run == 0)
        {
            return;
        }

        source.Open($"if (end - position < {run})");
        source.Line("return scan.Fail(FormatErrorKind.Rdata, position);");
        source.Close();
        source.Line();
        source.Line($"position += {run};");
        run = 0;
    }

    private static void WriteWriter(SourceWriter source, RdataModel model, string method, bool canonical)
    {
        source.Line();
        source.Line("/// <inheritdoc/>");
        source.Open($"public override void {method}(ref DnsMessageWriter writer)");
        if (model.WireForm.Exists)
        {
            source.Line($"{model.WireForm.Name}.{(canonical && model.WireForm.HasCanonical ? "WriteCanonical" : "Write")}(ref writer, this);");
        }
        else
        {
            foreach (FieldModel field in model.Fields)
            {
                source.Line($"{field.Codec.Name}.{(canonical && field.Codec.HasCanonical ? "WriteCanonical" : "Write")}(ref writer, {field.Name});");
            }
        }

        source.Close();
    }
}
