namespace Nomen.Cli.Query;

/// <summary>The batch file cannot be read: exit code 8.</summary>
internal sealed class BatchFileException : Exception
{
    public BatchFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
