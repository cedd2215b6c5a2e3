namespace Nomen.Conformance.Options;

/// <summary>Options inside a <c>stub-zone:</c> or <c>forward-zone:</c> section.</summary>
internal static class ZoneOptionReader
{
    /// <summary>Applies one line to the section's zone, the last of its kind.</summary>
    public static ScenarioOptions With(ScenarioOptions options, OptionLine line)
    {
        bool isStub = line.Section == "stub-zone";
        if (line.IsOpener)
        {
            ScenarioOptions marked = OptionReader.Marked(options, line.Section);
            return isStub ? marked with { StubZones = options.StubZones.Add(new ZoneOption()) } : marked with { ForwardZones = options.ForwardZones.Add(new ZoneOption()) };
        }

        ZoneOption zone = Apply(isStub ? options.StubZones[^1] : options.ForwardZones[^1], line);
        ScenarioOptions changed = isStub
            ? options with { StubZones = options.StubZones.SetItem(options.StubZones.Length - 1, zone) }
            : options with { ForwardZones = options.ForwardZones.SetItem(options.ForwardZones.Length - 1, zone) };
        return line.Key == "name" ? changed : OptionReader.Marked(changed, line.Key);
    }

    private static ZoneOption Apply(ZoneOption zone, OptionLine line) => line.Key switch
    {
        "name" => zone with { Name = line.Value },
        "stub-addr" or "forward-addr" => zone with { Addresses = zone.Addresses.Add(line.Value) },
        "stub-host" or "forward-host" => zone with { Hosts = zone.Hosts.Add(line.Value) },
        "stub-prime" => zone with { Primes = Switch(line) },
        "stub-first" or "forward-first" => zone with { FallsBack = Switch(line) },
        "stub-no-cache" or "forward-no-cache" => zone with { IsUncached = Switch(line) },
        "stub-tcp-upstream" or "forward-tcp-upstream" => zone with { OverTcp = Switch(line) },
        _ => throw new UnsupportedOptionException(line.Key),
    };

    private static bool Switch(OptionLine line) => OptionSetters.TrySwitch(line.Value, out bool on) ? on : throw new UnsupportedOptionException(line.Key);
}
