using System.Text.Json;
using Nomen.Conformance.Scenarios;

namespace Nomen.Conformance.Tests.ScenarioText;

/// <summary>All that a scenario says, line numbers left out, as text that can be compared.</summary>
internal static class ScenarioShape
{
    public static string Of(Scenario scenario) => string.Join('\n',
    [
        scenario.Title,
        .. scenario.Config,
        .. scenario.Files.Select(file => $"{file.Id} {file.IsAutotrust} {JsonSerializer.Serialize(file.Lines)}"),
        .. scenario.Ranges.SelectMany(range => (string[])[$"{range.From}-{range.To} {string.Join(' ', range.Addresses)}", .. range.Entries.Select(Of)]),
        .. scenario.Steps.Select(step => $"{step.Number} {step.Kind} {step.Arguments} {JsonSerializer.Serialize(step.FileLines)} {(step.Entry is null ? "-" : Of(step.Entry))}"),
    ]);

    private static string Of(ScenarioEntry entry) => string.Join('|',
    [
        string.Join(' ', entry.Match), entry.HasMatch.ToString(), string.Join(' ', entry.Adjust), string.Join(' ', entry.Reply),
        entry.Opcode, entry.EdnsDataHex, entry.OctetsHex, entry.IsRaw.ToString(), entry.IsMandatory.ToString(), entry.Tsig,
        .. entry.Messages.Select(Of),
    ]);

    private static string Of(EntryMessage message) => string.Join(
        '&',
        string.Join(',', message.Questions),
        string.Join(',', message.Answers.Select(Of)),
        string.Join(',', message.Authority.Select(Of)),
        string.Join(',', message.Additional.Select(Of)));

    private static string Of(EntryRecord record) => $"{record} @{record.Origin}";
}
