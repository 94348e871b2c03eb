using Emergency.Domain.Drills;
using Emergency.Server.Drills.Reading;
using Emergency.Server.People;
using Emergency.Server.Views;

namespace Emergency.Server.Drills;

/// <summary>The scenario a drill is played by: of the product, or the newest version of what a street or county has put up.</summary>
public sealed class Scenarios(ISealing sealing)
{
    /// <summary>Null where there is none of that id, or its key is gone.</summary>
    public Scenario? Find(string id, Known known)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (Shipped.Find(id) is { } shipped) return shipped.Scenario;
        return known.Of<ScenariosKnown>().All.GetValueOrDefault(id) is { State.Versions: [.., var newest] } ? sealing.Open<string>(newest) is { } file ? ScenarioReader.Read(file).Scenario : null : null;
    }

    /// <summary>What was played and seen in a drill up to now, or to its end; null before it starts.</summary>
    public static Course? CourseOf(DrillKnown drill, Known known, DateTimeOffset live)
    {
        ArgumentNullException.ThrowIfNull(drill);
        ArgumentNullException.ThrowIfNull(known);
        if (drill.Started is not { } start || !known.HasRealm(drill.Realm)) return null;
        var played = drill.State.Injects.Values.Where(one => one.Fate == InjectFate.Fired).ToDictionary(one => one.Inject, one => one.RealmAt, StringComparer.Ordinal);
        return new(start, played, known.Of<RealmLog>(drill.Realm).Events, [.. drill.State.Seen.Values], drill.State.End?.RealmAt ?? drill.State.Now(live));
    }
}
