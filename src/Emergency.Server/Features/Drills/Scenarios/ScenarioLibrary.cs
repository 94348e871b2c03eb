using System.Collections.Concurrent;
using Emergency.Domain.Drills;
using Emergency.Server.Features.Drills.Scenarios.Reading;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Scenarios;

/// <summary>The scenarios of drills: those of the product, and those that a street or county has published.</summary>
internal sealed class ScenarioLibrary(ISealing sealing)
{
    // Parsed scenarios. A version never changes, and parsing its file takes longer than all other work of the drill director.
    private readonly ConcurrentDictionary<(string Id, int Version), Scenario> _read = new();

    /// <summary>Newest version of a scenario; null where there is none of that id. A drill that is prepared now keeps it.</summary>
    public static int? Newest(string id, Known known) =>
        Shipped.Find(id)?.Version
        ?? (known.Of<ScenariosKnown>().All.GetValueOrDefault(id)?.State.Versions.Count is > 0 and var count ? count : null);

    /// <summary>The version that a drill was prepared with; null where its key is gone.</summary>
    public Scenario? Of(DrillFacts facts, Known known) => Of(facts.Scenario, facts.Version, known);

    /// <summary>A version of a scenario; null where there is none, or its key is gone.</summary>
    public Scenario? Of(string id, int version, Known known)
    {
        if (Shipped.Find(id) is { } shipped)
            return shipped.Scenario;
        if (_read.TryGetValue((id, version), out var read))
            return read;
        if (
            known.Of<ScenariosKnown>().All.GetValueOrDefault(id)?.State.Versions is not { } versions
            || version < 1
            || version > versions.Count
        )
            return null;
        return sealing.Open<string>(versions[version - 1]) is { } file && ScenarioReader.Read(file).Scenario is { } scenario
            ? _read[(id, version)] = scenario
            : null;
    }
}
