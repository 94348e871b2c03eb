using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.People;

/// <summary>Record that was dissolved into another of the same person. It is not changed: it lies among the departed as it was.</summary>
/// <param name="Before">Other record before the merge.</param>
/// <param name="After">Other record with the chosen values.</param>
public sealed record PersonMerge(PersonId Into, AtRiskResident Before, AtRiskResident After);

/// <summary>Two ids of two different people, however similar their records are.</summary>
public sealed record TwoPersons(PersonId One, PersonId Other)
{
    /// <summary>Makes the same pair whichever id is named first.</summary>
    public static TwoPersons Of(PersonId one, PersonId other) => one.Value.CompareTo(other.Value) <= 0 ? new(one, other) : new(other, one);
}

/// <summary>Merge of two records of one person (可能重复): done by hand, never automatically, and undone at any time.</summary>
public abstract record MergingCommand : ByHandCommand;

/// <param name="Gone">Record that is dissolved.</param>
/// <param name="Into">Remaining record with the values chosen, field by field.</param>
/// <param name="SeenGone">Contact of the dissolved record on which the choice was based; every change seals it anew.</param>
/// <param name="SeenInto">Contact of the remaining record on which the choice was based.</param>
/// <param name="Incidents">Running incidents whose doors count either of them: the merge must wait.</param>
/// <param name="Care">Open cases of care of either of them.</param>
public sealed record MergePersons(
    PersonId Gone,
    AtRiskResident Into,
    Sealed SeenGone,
    Sealed SeenInto,
    ListOf<string> Incidents,
    ListOf<string> Care,
    Sealed? Why,
    By By,
    DateTimeOffset At
) : MergingCommand;

public sealed record UnmergePersons(PersonId Gone, Sealed? Why, By By, DateTimeOffset At) : MergingCommand;

public sealed record TellApart(PersonId One, PersonId Other, By By, DateTimeOffset At) : MergingCommand;

public abstract record MergingEvent : ByHandEvent;

[Stored("residents.persons-merged.v1")]
public sealed record PersonsMerged(PersonId Gone, AtRiskResident Into, Sealed? Why, By By, DateTimeOffset At) : MergingEvent, IByHand;

/// <param name="Into">Other record as it was before; null where it was changed since: then it stays as it is now.</param>
[Stored("residents.persons-unmerged.v1")]
public sealed record PersonsUnmerged(AtRiskResident Gone, PersonId From, AtRiskResident? Into, Sealed? Why, By By, DateTimeOffset At)
    : MergingEvent,
        IByHand;

[Stored("residents.persons-told-apart.v1")]
public sealed record PersonsToldApart(PersonId One, PersonId Other, By By, DateTimeOffset At) : MergingEvent;

public sealed partial record Residents
{
    public static readonly Code SamePerson = new("residents.same-person"),
        MergedInto = new("residents.merged-into"),
        NotMerged = new("residents.not-merged");

    /// <summary>Records that were dissolved into another, by id.</summary>
    public ImmutableDictionary<PersonId, PersonMerge> MergedPersons { get; init; } = ImmutableDictionary<PersonId, PersonMerge>.Empty;

    /// <summary>Pairs of records found to be two different persons.</summary>
    public ListOf<TwoPersons> Apart { get; init; } = [];

    private static Decision Decide(Residents state, MergingCommand command) =>
        command switch
        {
            MergePersons c => Decide(state, c),
            UnmergePersons c => Decide(state, c),
            TellApart c => c.One == c.Other ? Reject(SamePerson)
            : !state.Persons.ContainsKey(c.One) && !state.Persons.ContainsKey(c.Other) ? Reject(UnknownPerson, c.One.ToString())
            : state.Apart.Contains(TwoPersons.Of(c.One, c.Other)) ? Nothing
            : new PersonsToldApart(c.One, c.Other, c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    private static Decision Decide(Residents state, MergePersons c)
    {
        if (c.Gone == c.Into.Id)
            return Reject(SamePerson);
        if (state.MergedPersons.TryGetValue(c.Gone, out var merged))
            return merged.Into == c.Into.Id ? Nothing : Reject(MergedInto, merged.Into.ToString());
        if (!state.Persons.TryGetValue(c.Gone, out var gone))
            return Reject(UnknownPerson, c.Gone.ToString());
        if (!state.Persons.TryGetValue(c.Into.Id, out var into))
            return Reject(UnknownPerson, c.Into.Id.ToString());
        foreach (var id in (PersonId[])[c.Gone, c.Into.Id])
            if (state.Given.TryGetValue(id, out var given))
                return Reject(GivenAlready, given.To);
        if (state.Holds.TryGetValue(c.Gone, out var until) && until >= Shanghai.Day(c.At))
            return Reject(Held, until.ToString("O", null));
        if (c.Incidents.Count > 0)
            return Reject(AtDoors, string.Join(", ", c.Incidents));
        if (c.Care.Count > 0)
            return Reject(InCare, string.Join(", ", c.Care));
        if (gone.Contact != c.SeenGone || into.Contact != c.SeenInto)
            return Reject(ChangedMeanwhile);
        return c.Into.Household is { } home && !state.Households.ContainsKey(home)
            ? Reject(UnknownHousehold, home.ToString())
            : new PersonsMerged(c.Gone, c.Into with { Helper = into.Helper ?? gone.Helper }, c.Why, c.By, c.At);
    }

    private static Decision Decide(Residents state, UnmergePersons c)
    {
        if (!state.MergedPersons.TryGetValue(c.Gone, out var merge) || !state.Departed.TryGetValue(c.Gone, out var left))
            return state.Persons.ContainsKey(c.Gone) ? Nothing : Reject(NotMerged, c.Gone.ToString());
        return new PersonsUnmerged(
            state.Housed(left.Person),
            merge.Into,
            state.Persons.GetValueOrDefault(merge.Into) == merge.After ? state.Housed(merge.Before) : null,
            c.Why,
            c.By,
            c.At
        );
    }

    // A household that no longer exists is not restored.
    private AtRiskResident Housed(AtRiskResident person) =>
        person with
        {
            Household = HomeOf(person.Household) is { } home && Households.ContainsKey(home) ? home : null,
        };

    private static Residents Evolve(Residents state, MergingEvent happened) =>
        happened switch
        {
            PersonsMerged e => Joined(state, e),
            PersonsUnmerged e => Parted(state, e),
            PersonsToldApart e => TwoPersons.Of(e.One, e.Other) is var pair && state.Apart.Contains(pair)
                ? state
                : state with
                {
                    Apart = state.Apart.Add(pair),
                },
            _ => throw new Unforeseen(happened),
        };

    private static Residents Joined(Residents state, PersonsMerged e)
    {
        if (!state.Persons.TryGetValue(e.Into.Id, out var before) || !state.Persons.ContainsKey(e.Gone) || e.Gone == e.Into.Id)
            return state; // of somebody who was erased since
        return (
            state.WithoutPerson(e.Gone, Leaving.Moved, Shanghai.Day(e.At), null) with
            {
                MergedPersons = state.MergedPersons.SetItem(e.Gone, new(e.Into.Id, before, e.Into)),
            }
        ).Corrected(e.Into);
    }

    private static Residents Parted(Residents state, PersonsUnmerged e)
    {
        if (!state.MergedPersons.ContainsKey(e.Gone.Id) || state.Persons.ContainsKey(e.Gone.Id))
            return state;
        state = (state with { MergedPersons = state.MergedPersons.Remove(e.Gone.Id) }).WithPerson(e.Gone, 1);
        return e.Into is { } into && state.Persons.ContainsKey(into.Id) ? state.Corrected(into) : state;
    }
}
