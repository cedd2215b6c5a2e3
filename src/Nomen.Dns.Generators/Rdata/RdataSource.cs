namespace Nomen.Dns.Generators.Rdata;

/// <summary>Writes the other half of one rdata record.</summary>
internal static class RdataSource
{
    private const string Scan = "ReadOnlySpan<byte> message, int position, int end, ref WireScan scan";

    public static string Generate(RdataModel model)
    {
        SourceWriter source = new(model.Namespace);
        foreach (FieldModel field in model.Fields.Where(field => field.Codec.Length == 0))
        {
            source.Line($"#error {model.Name}.{field.Name} needs a [Field<...>] that names its codec");
        }

        source.Open($"partial record {model.Name} : IRdata<{model.Name}>");
        source.Line("/// <inheritdoc/>");
        source.Line($"public static DnsType TypeCode => DnsType.{model.Type};");
        source.Line();
        source.Line("/// <inheritdoc/>");
        source.Line($"public override DnsType Type => DnsType.{model.Type};");
        WriteCheckedProperties(source, model);
        WriteWire(source, model);
        WriteText(source, model);
        WriteEquality(source, model);
        source.Close();
        return source.ToString();
    }

    /// <summary>Body of a validator: neighbours of fixed size are checked at once.</summary>
    public static void WriteValidation(SourceWriter source, RdataModel model)
    {
        if (model.Form.Length > 0)
        {
            source.Line($"return {model.Form}.Validate(message, position, end, ref scan);");
            return;
        }

        int run = 0;
        foreach (FieldModel field in model.Fields)
        {
            if (field.Size >= 0)
            {
                run += field.Size;
                continue;
            }

            WriteRun(source, ref run);
            source.Open($"if ((position = {field.Codec}.Validate(message, position, end, ref scan)) < 0)");
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

    private static void WriteCheckedProperties(SourceWriter source, RdataModel model)
    {
        foreach (FieldModel field in model.Fields.Where(field => field.HasCheck))
        {
            source.Line();
            source.Line($"/// <summary>{field.Summary.Replace("\r", string.Empty).Replace("\n", " ").Trim()}</summary>");
            source.Open($"public {field.ValueType} {field.Name}");
            source.Line("get;");
            source.Line($"init => field = {field.Codec}.Check(value, nameof({field.Name}));");
            source.Close();
            source.Line($"= {field.Codec}.Check({field.Name}, nameof({field.Name}));");
        }
    }

    private static void WriteWire(SourceWriter source, RdataModel model)
    {
        source.Line();
        source.Open($"internal static int Validate({Scan})");
        WriteValidation(source, model);
        source.Close();

        source.Line();
        source.Open($"internal static {model.Name} Read(ReadOnlySpan<byte> message, int position, int end)");
        if (model.Form.Length > 0)
        {
            source.Line($"return {model.Form}.Read(message, position, end);");
        }
        else
        {
            foreach (FieldModel field in model.Fields)
            {
                source.Line($"{field.ValueType} @{Local(field)} = {field.Codec}.Read(message, ref position, end);");
            }

            source.Line($"return new {model.Name}({string.Join(", ", model.Fields.Select(field => "@" + Local(field)))});");
        }

        source.Close();
        WriteWriter(source, model, "Write", canonical: false);
        WriteWriter(source, model, "WriteCanonical", canonical: true);
    }

    private static void WriteWriter(SourceWriter source, RdataModel model, string method, bool canonical)
    {
        source.Line();
        source.Line("/// <inheritdoc/>");
        source.Open($"public override void {method}(ref DnsMessageWriter writer)");
        if (model.Form.Length > 0)
        {
            source.Line($"{model.Form}.{(canonical && model.FormHasCanonical ? "WriteCanonical" : "Write")}(ref writer, this);");
        }
        else
        {
            foreach (FieldModel field in model.Fields)
            {
                source.Line($"{field.Codec}.{(canonical && field.HasCanonical ? "WriteCanonical" : "Write")}(ref writer, {field.Name});");
            }
        }

        source.Close();
    }

    private static void WriteText(SourceWriter source, RdataModel model)
    {
        _ = source;
        _ = model;
    }

    private static void WriteEquality(SourceWriter source, RdataModel model)
    {
        string[] terms = [.. model.Fields.Select(field => field.HasEqual
            ? $"{field.Codec}.Equal({field.Name}, other.{field.Name})"
            : $"System.Collections.Generic.EqualityComparer<{field.ValueType}>.Default.Equals({field.Name}, other.{field.Name})")];

        source.Line();
        source.Line("/// <summary>Equal when every field is: names without case, octets by content.</summary>");
        source.Line($"public bool Equals({model.Name}? other) =>");
        source.Line($"    ReferenceEquals(this, other) || (other is not null{string.Concat(terms.Select(term => "\n        && " + term))});");
        source.Line();
        source.Line("/// <inheritdoc/>");
        source.Open("public override int GetHashCode()");
        source.Line("HashCode hash = default;");
        source.Line($"hash.Add({model.Code});");
        foreach (FieldModel field in model.Fields)
        {
            source.Line(field.HasEqual ? $"{field.Codec}.AddHash(ref hash, {field.Name});" : $"hash.Add({field.Name});");
        }

        source.Line("return hash.ToHashCode();");
        source.Close();
    }

    private static string Local(FieldModel field) => char.ToLowerInvariant(field.Name[0]) + field.Name.Substring(1);
}
