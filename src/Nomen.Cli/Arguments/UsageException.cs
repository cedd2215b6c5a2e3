namespace Nomen.Cli.Arguments;

/// <summary>A command line that cannot be understood: one line says what, and the nearest thing that would be right. Exit code 1.</summary>
internal sealed class UsageException : Exception
{
    public UsageException(string message)
        : base(message)
    {
    }
}
