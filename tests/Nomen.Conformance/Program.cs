using System.Text.Json;
using Nomen.Conformance;
using Nomen.Conformance.Reporting;
using Nomen.Conformance.Running;
using Nomen.Conformance.Vectors;

try
{
    CommandLine command = CommandLine.Parse(args);
    return command.Mode switch
    {
        "vectors" => VectorCommand.Run(command.Paths, command.Tsv, Console.Out, Console.Error),
        _ => ScenarioCommand.Run(command, Console.Out, Console.Error),
    };
}
catch (FormatException error)
{
    Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine(CommandLine.Usage);
    return ExitStatus.Unusable;
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException)
{
    Console.Error.WriteLine(error.Message);
    return ExitStatus.Unusable;
}
