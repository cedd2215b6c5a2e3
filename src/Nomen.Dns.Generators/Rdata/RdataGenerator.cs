using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nomen.Dns.Generators.Rdata;

/// <summary>Turns each record marked <c>[RdataType]</c> into a full rdata type, and all of them into the registry.</summary>
/// <remarks>
/// A declaration lists its fields; each field names the codec that knows its forms. Generated from that: validation, wire reader and writer,
/// canonical form, text parser and printer, equality. <c>Nomen.Dns/Records/Codecs/IRdataField.cs</c> describes a codec.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class RdataGenerator : IIncrementalGenerator
{
    private const string Attribute = "Nomen.Dns.Records.Codecs.RdataTypeAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<RdataModel> models = context.SyntaxProvider.ForAttributeWithMetadataName(
            Attribute,
            static (node, _) => node is RecordDeclarationSyntax,
            static (found, cancellationToken) => RdataModelReader.Read(found, cancellationToken));

        context.RegisterSourceOutput(models, static (output, model) => output.AddSource(model.Name + ".g.cs", RdataSource.Generate(model)));
        context.RegisterSourceOutput(models.Collect(), static (output, all) => output.AddSource("RdataRegistry.g.cs", RegistrySource.Generate(InOrder(all))));
    }

    private static ImmutableArray<RdataModel> InOrder(ImmutableArray<RdataModel> models) => models.OrderBy(model => model.Code).ToImmutableArray();
}
