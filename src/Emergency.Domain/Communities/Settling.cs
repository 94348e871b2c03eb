using static Emergency.Domain.Decision;

namespace Emergency.Domain.Communities;

/// <summary>Answers a question about a record that earlier files may have mixed up. Where a person is given, the record becomes that; where a guardian is, it is taken away; with neither all is right as it stands.</summary>
/// <param name="Doubt">The id of the question: the same at every look.</param>
/// <param name="Person">The record as it shall be; null where it stays.</param>
/// <param name="Guardian">A guardian that stands with the wrong person and is taken away.</param>
/// <param name="Import">The file that had brought the guardian.</param>
/// <param name="PutBack">What was before holds again; false: what stands there now is right.</param>
public sealed record SettleDoubt(
    Guid Doubt,
    AtRiskResident? Person,
    GuardianId? Guardian,
    ImportId? Import,
    bool PutBack,
    By By,
    DateTimeOffset At
) : ResidentsCommand;

/// <param name="PutBack">False: what stands there is right.</param>
[Stored("residents.doubt-settled.v1")]
public sealed record DoubtSettled(Guid Doubt, bool PutBack, By By, DateTimeOffset At) : ResidentsEvent;

public sealed partial record Residents
{
    /// <summary>Questions that somebody has answered.</summary>
    public System.Collections.Immutable.ImmutableHashSet<Guid> Settled { get; init; } = [];

    // Asked again, an answered question changes nothing: what came after it is newer.
    private static Decision Decide(Residents state, SettleDoubt c) =>
        state.Settled.Contains(c.Doubt) ? Nothing
        : c.Person is { } gone && state.Gone.Contains(gone.Id) ? Reject(Erased, gone.Id.ToString())
        : c.Person is { } person && !state.Persons.ContainsKey(person.Id) ? Reject(UnknownPerson, person.Id.ToString())
        : c.Person is { Household: { } home } && !state.Households.ContainsKey(home) ? Reject(UnknownHousehold, home.ToString())
        : Of(Settle(state, c));

    private static IEnumerable<Event> Settle(Residents state, SettleDoubt c)
    {
        // Who is paired with the person is no register's matter.
        if (
            c.Person is { } person
            && person with { Helper = state.Persons[person.Id].Helper } is var now
            && now != state.Persons[person.Id]
        )
            yield return new PersonRecorded(now, null, c.At);
        if (c is { Guardian: { } guardian, Import: { } import } && state.Guardians.ContainsKey(guardian))
            yield return new GuardianRemoved(guardian, import, c.At);
        yield return new DoubtSettled(c.Doubt, c.PutBack, c.By, c.At);
    }
}
