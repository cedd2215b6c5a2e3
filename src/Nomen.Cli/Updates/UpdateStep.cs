namespace Nomen.Cli.Updates;

/// <summary>What a line of an update script asks for, besides what it adds to the update.</summary>
internal enum UpdateStep
{
    /// <summary>Nothing more.</summary>
    None,

    /// <summary>Send what was put together.</summary>
    Send,

    /// <summary>Show what was put together.</summary>
    Show,

    /// <summary>Show the last response.</summary>
    Answer,

    /// <summary>End without reading on.</summary>
    Quit,
}
