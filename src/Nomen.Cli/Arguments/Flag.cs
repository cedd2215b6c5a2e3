namespace Nomen.Cli.Arguments;

/// <summary>One flag of the table that parsing, help and suggestions share.</summary>
/// <param name="Name">Name without <c>+</c>, <c>--</c> or <c>no</c>.</param>
/// <param name="Value">Whether it takes a value.</param>
/// <param name="Help">One line.</param>
/// <param name="Apply">What it does: on or off, and the value.</param>
internal sealed record Flag(string Name, FlagValue Value, string Help, Func<QueryArguments, bool, string?, QueryArguments> Apply)
{
    /// <summary>Other names for it.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>Name of the value in help.</summary>
    public string ValueName { get; init; } = "N";
}
