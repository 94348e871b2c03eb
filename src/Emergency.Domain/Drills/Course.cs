using System.Collections.Immutable;

namespace Emergency.Domain.Drills;

/// <summary>Course of one drill, as played and observed, up to an instant of the realm's clock.</summary>
/// <param name="Played">Time of each inject played; skipped ones are missing.</param>
/// <param name="Events">Events of the realm, in position order.</param>
/// <param name="Observed">Statements of observers; of two about the same action the later one in the list counts.</param>
/// <param name="Until">Now, or the time at which the drill ended.</param>
public sealed record Course(
    DateTimeOffset Start,
    IReadOnlyDictionary<string, DateTimeOffset> Played,
    IReadOnlyList<RealmEvent> Events,
    IReadOnlyList<Observed> Observed,
    DateTimeOffset Until
)
{
    /// <summary>True when somebody or something has ended it.</summary>
    public bool Ended { get; init; }

    /// <summary>Injects that were skipped by hand: actions expected after them are not required.</summary>
    public IReadOnlySet<string> Skipped { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>提前结束: tells whether it was ended before its time and before the event that ends it.</summary>
    public bool StoppedEarly(Scenario scenario) =>
        Ended && Until < Start + scenario.End.At && !(scenario.End.When is { } when && Events.Any(when.Matches));

    /// <summary>Tells whether an action that was not required would certainly have been, had the drill gone on: its inject comes by the
    /// clock alone and was not skipped, and it belongs to no branch.</summary>
    public bool WouldAsk(Scenario scenario, ExpectedAction expected) =>
        expected.Branch is null && scenario.Inject(expected.After) is { } inject && WouldCome(scenario, inject);

    private bool WouldCome(Scenario scenario, Inject inject) =>
        Played.ContainsKey(inject.Id)
        || (
            inject.Branch is null
            && !Skipped.Contains(inject.Id)
            && inject.When switch
            {
                Trigger.At => true,
                Trigger.AfterInject after => scenario.Inject(after.Inject) is { } before && WouldCome(scenario, before),
                _ => false,
            }
        );

    /// <summary>Returns the time at which a trigger fires or fired; null where it is not known yet.</summary>
    public DateTimeOffset? Comes(Scenario scenario, Trigger trigger)
    {
        return trigger switch
        {
            Trigger.At at => Start + at.Offset,
            Trigger.AfterInject after => Played.TryGetValue(after.Inject, out var came) ? came + after.Wait : null,
            Trigger.WhenEvent met => Events
                .Where(one => one.At >= Start && one.At <= Until && met.Pattern.Matches(one))
                .Select(one => one.At + met.Wait)
                .Cast<DateTimeOffset?>()
                .Min(),
            Trigger.WhenUndone undone => scenario.Expected(undone.Expected) is { } expected
            && Due(expected) is { } due
            && due < Until
            && Holds(scenario, expected.Branch)
            && !DoneInTime(expected, due)
                ? due + undone.Wait
                : null,
            _ => throw new Unforeseen(trigger),
        };
    }

    /// <summary>Returns the time at which an inject is due: its own condition and its branch's, whichever comes later; null where one of
    /// them is not met yet.</summary>
    public DateTimeOffset? Due(Scenario scenario, Inject inject)
    {
        var own = Comes(scenario, inject.When);
        if (inject.Branch is null || own is null)
            return own;
        return Comes(scenario, scenario.Branch(inject.Branch)!.When) is { } branch
            ? branch > own
                ? branch
                : own
            : null;
    }

    /// <summary>Returns the end of an expected action's time; null while its inject has not come.</summary>
    public DateTimeOffset? Due(ExpectedAction expected) => Played.TryGetValue(expected.After, out var came) ? came + expected.Within : null;

    /// <summary>Tells whether a branch has been taken; "no branch" always counts as taken.</summary>
    public bool Holds(Scenario scenario, string? branch) =>
        branch is null || scenario.Branch(branch) is { } named && Comes(scenario, named.When) <= Until;

    /// <summary>Finds events that can prove an action: those after its inject, in position order; of events with an equal distinct field
    /// only the first.</summary>
    public IEnumerable<RealmEvent> Candidates(ExpectedAction expected)
    {
        if (expected.Proof is not Proof.ByEvent proof || !Played.TryGetValue(expected.After, out var came))
            return [];
        var found = Events
            .Where(one => one.At >= came && one.At <= Until && proof.Pattern.Matches(one))
            .OrderBy(one => one.At)
            .ThenBy(one => one.Position)
            .ThenBy(one => one.Part);
        return proof.Distinct is { } path ? found.DistinctBy(one => string.Join('\n', one.Values(path)), StringComparer.Ordinal) : found;
    }

    internal Observed? Said(string expected) => Observed.LastOrDefault(one => one.Expected == expected);

    internal RealmEvent? Breach(ExpectedAction expected, Proof.ByAbsence proof, DateTimeOffset due) =>
        Events
            .Where(one => one.At >= Played[expected.After] && one.At <= due && one.At <= Until && proof.Pattern.Matches(one))
            .OrderBy(one => one.At)
            .ThenBy(one => one.Position)
            .ThenBy(one => one.Part)
            .FirstOrDefault();

    // Considers this action alone; the judgement decides whether another action needs the same event.
    private bool DoneInTime(ExpectedAction expected, DateTimeOffset due) =>
        expected.Proof switch
        {
            Proof.ByEvent proof => Candidates(expected).Count(one => one.At <= due) >= proof.Times,
            Proof.ByAbsence proof => Breach(expected, proof, due) is null,
            // An action without an observer's statement counts as done in time.
            Proof.ByObserver => Said(expected.Id) is not { } said || said.DoneAt <= due,
            _ => throw new Unforeseen(expected.Proof),
        };
}

/// <summary>Statement of an observer on an action.</summary>
/// <param name="DoneAt">Time by the realm's clock; null where it was not done.</param>
public sealed record Observed(string Expected, DateTimeOffset? DoneAt);
