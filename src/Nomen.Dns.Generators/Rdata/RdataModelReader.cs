using System.Collections.Immutable;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Nomen.Dns.Generators.Rdata;

/// <summary>Reads a declaration out of the compiler's symbols.</summary>
internal static class RdataModelReader
{
    public static RdataModel Read(GeneratorAttributeSyntaxContext found, CancellationToken cancellationToken)
    {
        INamedTypeSymbol record = (INamedTypeSymbol)found.TargetSymbol;
        AttributeData attribute = found.Attributes[0];
        TypedConstant type = attribute.ConstructorArguments[0];
        XElement? documentation = Documentation(record, cancellationToken);
        IMethodSymbol? constructor = record.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.Length > 0 && !IsCopy(candidate, record));
        ImmutableArray<FieldModel> fields = constructor is null
            ? []
            : [.. constructor.Parameters.Select(parameter => ReadField(parameter, documentation))];

        return new RdataModel(
            record.ContainingNamespace.ToDisplayString(),
            record.Name,
            MemberName(type),
            (ushort)type.Value!,
            Named(attribute, "InternetOnly") is true,
            ReadCodec(Named(attribute, "WireForm") as ITypeSymbol),
            ReadCodec(Named(attribute, "TextForm") as ITypeSymbol),
            Has(record, "FindRuleFlaw"),
            new EquatableArray<FieldModel>(fields));
    }

    private static FieldModel ReadField(IParameterSymbol parameter, XElement? documentation)
    {
        ITypeSymbol? codec = parameter.GetAttributes()
            .Select(attribute => attribute.AttributeClass)
            .FirstOrDefault(attribute => attribute is { Name: "FieldAttribute", TypeArguments.Length: 1 })?.TypeArguments[0];
        string summary = documentation?.Elements("param").FirstOrDefault(element => string.Equals((string?)element.Attribute("name"), parameter.Name, StringComparison.Ordinal)) is XElement text
            ? string.Concat(text.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting)))
            : string.Empty;

        return new FieldModel(parameter.Name, Qualified(parameter.Type), ReadCodec(codec), summary);
    }

    private static CodecModel ReadCodec(ITypeSymbol? codec) => codec is null
        ? new CodecModel(string.Empty, -1, false, false, false, false, false)
        : new CodecModel(
            Qualified(codec),
            codec.GetMembers("Size").OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue is int size ? size : -1,
            Has(codec, "WriteCanonical"),
            Has(codec, "Equal"),
            Has(codec, "Check"),
            Has(codec, "FindFlaw"),
            Has(codec, "CanPrint"));

    private static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol record) =>
        constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, record);

    private static object? Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => string.Equals(argument.Key, name, StringComparison.Ordinal)).Value.Value;

    private static string MemberName(TypedConstant value) =>
        value.Type!.GetMembers().OfType<IFieldSymbol>().First(member => member.HasConstantValue && Equals(member.ConstantValue, value.Value)).Name;

    private static bool Has(ITypeSymbol type, string member)
    {
        for (ITypeSymbol? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            if (!declaring.GetMembers(member).IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private static string Qualified(ITypeSymbol type) =>
        type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));

    private static XElement? Documentation(INamedTypeSymbol record, CancellationToken cancellationToken)
    {
        string? xml = record.GetDocumentationCommentXml(cancellationToken: cancellationToken);
        return string.IsNullOrEmpty(xml) || xml!.StartsWith("<!--", StringComparison.Ordinal) ? null : XElement.Parse(xml);
    }
}
