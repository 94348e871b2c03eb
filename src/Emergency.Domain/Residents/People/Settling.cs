using static Emergency.Domain.Decision;

namespace Emergency.Domain.People;

/// <summary>Answers a question about a record that earlier files may have mixed up. A given person replaces the record; a given guardian is
/// removed; with neither, the record is right as it stands.</summary>
/// <param name="Doubt">Id of the question: always the same for the same doubt.</param>
/// <param name="Person">New state of the record; null where it stays.</param>
/// <param name="Guardian">Guardian recorded for the wrong person, to be removed.</param>
/// <param name="Import">Import that brought the guardian.</param>
/// <param name="PutBack">True restores the earlier values; false confirms the present ones.</param>
public sealed record SettleDoubt(
    Guid Doubt,
    AtRiskResident? Person,
    GuardianId? Guardian,
    ImportId? Import,
    bool PutBack,
    By By,
    DateTimeOffset At
) : ResidentsCommand;

/// <param name="PutBack">True when the earlier values were restored; false: the present ones were confirmed.</param>
[Stored("residents.doubt-settled.v1")]
public sealed record DoubtSettled(Guid Doubt, bool PutBack, By By, DateTimeOffset At) : ResidentsEvent;

public sealed partial record Residents
{
    /// <summary>Questions that have been answered.</summary>
    public System.Collections.Immutable.ImmutableHashSet<Guid> Settled { get; init; } = [];

    // Answering a question a second time changes nothing: later changes of the record are newer.
    private static Decision Decide(Residents state, SettleDoubt c) =>
        state.Settled.Contains(c.Doubt) ? Nothing
        : c.Person is { } gone && state.Gone.Contains(gone.Id) ? Reject(Erased, gone.Id.ToString())
        : c.Person is { } person && !state.Persons.ContainsKey(person.Id) ? Reject(UnknownPerson, person.Id.ToString())
        : c.Person is { Household: { } home } && !state.Households.ContainsKey(home) ? Reject(UnknownHousehold, home.ToString())
        : Of(Settle(state, c));

    private static IEnumerable<Event> Settle(Residents state, SettleDoubt c)
    {
        // The pairing with a helper is not part of the record and stays.
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
