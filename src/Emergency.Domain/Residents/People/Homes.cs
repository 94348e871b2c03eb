using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.People;

public enum HouseholdField
{
    Head,
    Phones,
    Address,
    Door,
    Point,
    Grid,
    Members,
}

/// <summary>Registered person who moves to another household, with the contact that names the new door.</summary>
/// <param name="Seen">Contact on which the change was based.</param>
public sealed record Mover(PersonId Person, Sealed Seen, Sealed Contact);

public abstract record HouseholdCommand : ByHandCommand;

public sealed record EnterHousehold(Household Household, Sealed? Why, By By, DateTimeOffset At) : HouseholdCommand;

/// <summary>Corrects a household; also records a new head (户主).</summary>
/// <param name="Seen">Household on which the correction was based.</param>
public sealed record CorrectHousehold(
    Household Household,
    Household Seen,
    ListOf<HouseholdField> Fields,
    Sealed? Why,
    By By,
    DateTimeOffset At
) : HouseholdCommand;

/// <summary>分户: splits a part of a household off as a household of its own.</summary>
/// <param name="New">New household; its <see cref="Household.Members"/> are taken from those of the old one.</param>
/// <param name="Seen">Contact of the old household on which the change was based.</param>
/// <param name="Left">New contact of the old household: where the head leaves, with another head.</param>
/// <param name="Movers">Registered persons who go along.</param>
public sealed record SplitHousehold(
    HouseholdId From,
    Household New,
    Sealed Seen,
    Sealed Left,
    ListOf<Mover> Movers,
    Sealed? Why,
    By By,
    DateTimeOffset At
) : HouseholdCommand;

/// <summary>并户: moves everybody of one household into another, which keeps its door and its head.</summary>
/// <param name="Movers">All registered persons of <paramref name="From"/>.</param>
public sealed record MergeHouseholds(HouseholdId From, HouseholdId Into, ListOf<Mover> Movers, Sealed? Why, By By, DateTimeOffset At)
    : HouseholdCommand;

public abstract record HouseholdEvent : ByHandEvent;

[Stored("residents.household-entered.v1")]
public sealed record HouseholdEntered(Household Household, Sealed? Why, By By, DateTimeOffset At) : HouseholdEvent, IByHand;

[Stored("residents.household-corrected.v1")]
public sealed record HouseholdCorrected(Household Household, ListOf<HouseholdField> Fields, Sealed? Why, By By, DateTimeOffset At)
    : HouseholdEvent,
        IByHand;

[Stored("residents.household-split.v1")]
public sealed record HouseholdSplit(
    HouseholdId From,
    Household New,
    Sealed Left,
    ListOf<Mover> Movers,
    Sealed? Why,
    By By,
    DateTimeOffset At
) : HouseholdEvent, IByHand;

[Stored("residents.households-merged.v1")]
public sealed record HouseholdsMerged(HouseholdId From, HouseholdId Into, ListOf<Mover> Movers, Sealed? Why, By By, DateTimeOffset At)
    : HouseholdEvent,
        IByHand;

public static class Homes
{
    /// <summary>Returns the number of people in a household with so many more than its members: 0 to 99, and never fewer than are
    /// registered.</summary>
    public static int Living(int members, int more, int registered) => Math.Clamp(Math.Max(members + more, registered), 0, 99);
}

public sealed partial record Residents
{
    public static readonly Code NotOfHousehold = new("residents.not-of-household"),
        SameHousehold = new("residents.same-household");

    /// <summary>Households that were merged into another, with that other.</summary>
    public ImmutableDictionary<HouseholdId, HouseholdId> Merged { get; init; } = ImmutableDictionary<HouseholdId, HouseholdId>.Empty;

    /// <summary>Finds the household that the people of a household live in now: files go on naming one that was merged into
    /// another.</summary>
    public HouseholdId? HomeOf(HouseholdId? home)
    {
        // Two households merged into each other, one after the other with an undone file between, must not lead on for ever.
        for (
            var steps = 0;
            steps <= Merged.Count && home is { } id && !Households.ContainsKey(id) && Merged.TryGetValue(id, out var into);

        )
            (home, steps) = (into, steps + 1);
        return home;
    }

    private static Decision Decide(Residents state, HouseholdCommand command) =>
        command switch
        {
            EnterHousehold c => c.Household.Members is < 0 or > MostMembers ? Reject(BadMembers, c.Household.Id.ToString())
            : state.Knows(c.Household.Id) ? Reject(KnownHere)
            : new HouseholdEntered(c.Household, c.Why, c.By, c.At),
            CorrectHousehold c => !state.Households.TryGetValue(c.Household.Id, out var was)
                ? Reject(UnknownHousehold, c.Household.Id.ToString())
            : was == c.Household ? Nothing
            : was != c.Seen ? Reject(ChangedMeanwhile)
            : c.Household.Members > MostMembers || c.Household.Members < state.RegisteredIn(was.Id)
                ? Reject(BadMembers, c.Household.Id.ToString())
            : new HouseholdCorrected(c.Household, c.Fields, c.Why, c.By, c.At),
            SplitHousehold c => Decide(state, c),
            MergeHouseholds c => Decide(state, c),
            PassHomes c => Decide(state, c),
            TakeHousehold c => Decide(state, c),
            _ => throw new Unforeseen(command),
        };

    private static Decision Decide(Residents state, SplitHousehold c)
    {
        if (!state.Households.TryGetValue(c.From, out var old))
            return Reject(UnknownHousehold, c.From.ToString());
        if (state.Knows(c.New.Id))
            return Reject(KnownHere);
        if (state.Against(c.From, c.Movers) is { } against)
            return against;
        var staying = state.RegisteredIn(c.From) - c.Movers.Count;
        return c.New.Members < Math.Max(1, c.Movers.Count) || old.Members - c.New.Members < staying
                ? Reject(BadMembers, c.New.Id.ToString())
            : old.Contact != c.Seen ? Reject(ChangedMeanwhile)
            : new HouseholdSplit(c.From, c.New, c.Left, c.Movers, c.Why, c.By, c.At);
    }

    private static Decision Decide(Residents state, MergeHouseholds c) =>
        !state.Households.TryGetValue(c.From, out var old) ? Reject(UnknownHousehold, c.From.ToString())
        : c.From == c.Into ? Reject(SameHousehold)
        : !state.Households.TryGetValue(c.Into, out var into) ? Reject(UnknownHousehold, c.Into.ToString())
        : state.Against(c.From, c.Movers) is { } against ? against
        : old.Members + into.Members > MostMembers ? Reject(BadMembers, c.Into.ToString())
        // Refuses the command if somebody has come to the household since it was looked at.
        : state.RegisteredIn(c.From) != c.Movers.Count ? Reject(ChangedMeanwhile)
        : new HouseholdsMerged(c.From, c.Into, c.Movers, c.Why, c.By, c.At);

    private Decision? Against(HouseholdId from, ListOf<Mover> movers)
    {
        foreach (var mover in movers)
            if (!Persons.TryGetValue(mover.Person, out var person) || person.Household != from)
                return Reject(NotOfHousehold, mover.Person.ToString());
            else if (person.Contact != mover.Seen)
                return Reject(ChangedMeanwhile);
        return movers.DistinctBy(mover => mover.Person).Count() == movers.Count ? null : Reject(NotOfHousehold, from.ToString());
    }

    private bool Knows(HouseholdId id) => Households.ContainsKey(id) || Merged.ContainsKey(id);

    private int RegisteredIn(HouseholdId id) => Persons.Values.Count(person => person.Household == id);

    private static Residents Evolve(Residents state, HouseholdEvent happened) =>
        happened switch
        {
            HouseholdEntered e => state.WithHousehold(e.Household),
            HouseholdCorrected e => state.WithHousehold(e.Household),
            HouseholdSplit e => Split(state, e),
            HouseholdsMerged e => Merge(state, e),
            HouseholdPassed e => Passed(state, e),
            HouseholdTaken e => Taken(state, e),
            _ => throw new Unforeseen(happened),
        };

    private static Residents Split(Residents state, HouseholdSplit e)
    {
        if (state.Households.TryGetValue(e.From, out var old))
            state = state.WithHousehold(old with { Members = Math.Max(0, old.Members - e.New.Members), Contact = e.Left });
        return state.WithHousehold(e.New).Moved(e.Movers, e.New.Id, e.New.Grid);
    }

    private static Residents Merge(Residents state, HouseholdsMerged e)
    {
        if (!state.Households.TryGetValue(e.From, out var old) || !state.Households.TryGetValue(e.Into, out var into) || e.From == e.Into)
            return state; // of households a later undo removed
        state = state.WithHousehold(into with { Members = Math.Min(MostMembers, into.Members + old.Members) });
        return (
            state with
            {
                Households = state.Households.Remove(e.From),
                Merged = state.Merged.SetItem(e.From, e.Into),
                Imports = state.Imports with { Households = state.Imports.Households.Remove(e.From) },
            }
        ).Moved(e.Movers, e.Into, into.Grid);
    }

    private Residents Moved(ListOf<Mover> movers, HouseholdId into, string grid) =>
        movers.Aggregate(
            this,
            (state, mover) =>
                state.Persons.TryGetValue(mover.Person, out var person)
                    ? state with
                    {
                        Persons = state.Persons.SetItem(
                            mover.Person,
                            person with
                            {
                                Household = into,
                                Grid = grid,
                                Contact = mover.Contact,
                            }
                        ),
                        Imports = state.Imports with { Persons = state.Imports.Persons.Remove(mover.Person) },
                    }
                    : state
        );
}
