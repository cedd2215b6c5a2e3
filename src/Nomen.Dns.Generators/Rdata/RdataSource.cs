namespace Nomen.Dns.Generators.Rdata;

/// <summary>Writes the other half of one rdata record: its identity, checked properties and equality. Its forms are in the sources beside this.</summary>
internal static class RdataSource
{
    public static string Generate(RdataModel model)
    {
        SourceWriter source = new(model.Namespace);
        // A field needs no codec when forms by hand do all of its work.
        foreach (FieldModel field in model.Fields.Where(field => !field.Codec.Exists && !(model.WireForm.Exists && model.TextForm.Exists)))
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
        WireSource.Write(source, model);
        TextSource.Write(source, model);
        WriteEquality(source, model);
        source.Close();
        return source.ToString();
    }

    private static void WriteCheckedProperties(SourceWriter source, RdataModel model)
    {
        foreach (FieldModel field in model.Fields.Where(field => field.Codec.HasCheck))
        {
            source.Line();
            source.Line($"/// <summary>{field.Summary.Replace("\r", string.Empty).Replace("\n", " ").Trim()}</summary>");
            source.Open($"public {field.ValueType} {field.Name}");
            source.Line("get;");
            source.Line($"init => field = {field.Codec.Name}.Check(value, nameof({field.Name}));");
            source.Close();
            source.Line($"= {field.Codec.Name}.Check({field.Name}, nameof({field.Name}));");
        }
    }

    private static void WriteEquality(SourceWriter source, RdataModel model)
    {
        string[] terms = [.. model.Fields.Select(field => field.Codec.HasEqual
            ? $"{field.Codec.Name}.Equal({field.Name}, other.{field.Name})"
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
            source.Line(field.Codec.HasEqual ? $"{field.Codec.Name}.AddHash(ref hash, {field.Name});" : $"hash.Add({field.Name});");
        }

        source.Line("return hash.ToHashCode();");
        source.Close();
    }
}
