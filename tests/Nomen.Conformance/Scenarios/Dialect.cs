namespace Nomen.Conformance.Scenarios;

/// <summary>Whose rules a scenario file follows; the folder that holds it says which.</summary>
internal enum Dialect
{
    /// <summary>Unbound's testbound: folder <c>unbound</c>.</summary>
    Testbound,

    /// <summary>Knot Resolver's Deckard: folder <c>deckard</c>.</summary>
    Deckard,

    /// <summary>Stelline of the crate <c>domain</c>: folder <c>domain</c>.</summary>
    Stelline,
}
