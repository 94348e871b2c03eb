using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.People;

/// <summary>Person who is given to another community and stays in this register until that one takes them.</summary>
/// <param name="To">Code of the other community.</param>
public sealed record Giving(string To, By By, DateTimeOffset At);

/// <summary>Command for moving a person to another community (转介): given by the first, taken or refused by the second. The ids stay, so
/// that history and key go along.</summary>
public abstract record GivingCommand : ByHandCommand;

public sealed record GivePerson(PersonId Person, string To, Sealed? Why, By By, DateTimeOffset At) : GivingCommand;

public sealed record CancelGiving(PersonId Person, Sealed? Why, By By, DateTimeOffset At) : GivingCommand;

/// <param name="To">Community that refuses.</param>
public sealed record RefuseGiving(PersonId Person, string To, Sealed? Why, By By, DateTimeOffset At) : GivingCommand;

/// <summary>Passes the person to the second community: decided by the first, which knows whether it still gives.</summary>
/// <param name="Person">Record as it will be in the second community.</param>
/// <param name="Seen">Record on which it was based.</param>
public sealed record PassPerson(AtRiskResident Person, SeenPerson Seen, string To, Sealed? Why, By By, DateTimeOffset At) : GivingCommand;

/// <summary>Writes a person whom the first community has passed into the register of the second.</summary>
public sealed record TakePerson(
    AtRiskResident Person,
    ListOf<Guardian> Guardians,
    DateOnly? Held,
    string From,
    Sealed? Why,
    By By,
    DateTimeOffset At
) : GivingCommand;

public abstract record GivingEvent : ByHandEvent;

[Stored("residents.person-given.v1")]
public sealed record PersonGiven(PersonId Person, string To, Sealed? Why, By By, DateTimeOffset At) : GivingEvent, IByHand;

[Stored("residents.giving-cancelled.v1")]
public sealed record GivingCancelled(PersonId Person, Sealed? Why, By By, DateTimeOffset At) : GivingEvent, IByHand;

[Stored("residents.giving-refused.v1")]
public sealed record GivingRefused(PersonId Person, string To, Sealed? Why, By By, DateTimeOffset At) : GivingEvent, IByHand;

/// <param name="Held">Last day of a hold on the record, which goes along.</param>
[Stored("residents.person-passed.v1")]
public sealed record PersonPassed(
    AtRiskResident Person,
    ListOf<Guardian> Guardians,
    DateOnly? Held,
    string To,
    Sealed? Why,
    By By,
    DateTimeOffset At
) : GivingEvent, IByHand;

[Stored("residents.person-taken.v1")]
public sealed record PersonTaken(
    AtRiskResident Person,
    ListOf<Guardian> Guardians,
    DateOnly? Held,
    string From,
    Sealed? Why,
    By By,
    DateTimeOffset At
) : GivingEvent, IByHand;

public sealed partial record Residents
{
    public static readonly Code GivenAlready = new("residents.given-already"),
        NotGiven = new("residents.not-given"),
        TakenOver = new("residents.taken-over");

    /// <summary>Persons given to another community and not taken there yet.</summary>
    public ImmutableDictionary<PersonId, Giving> Given { get; init; } = ImmutableDictionary<PersonId, Giving>.Empty;

    private static Decision Decide(Residents state, GivingCommand command) =>
        command switch
        {
            GivePerson c => state.Departed.GetValueOrDefault(c.Person)?.To == c.To ? Reject(TakenOver, c.To)
            : !state.Persons.ContainsKey(c.Person) ? Reject(UnknownPerson, c.Person.ToString())
            : state.Given.GetValueOrDefault(c.Person) is not { } given ? new PersonGiven(c.Person, c.To, c.Why, c.By, c.At)
            : given.To == c.To ? Nothing
            : Reject(GivenAlready, given.To),
            CancelGiving c => state.Given.ContainsKey(c.Person)
                ? new GivingCancelled(c.Person, c.Why, c.By, c.At)
                : Reject(NotGiven, c.Person.ToString()),
            RefuseGiving c => state.Given.GetValueOrDefault(c.Person)?.To == c.To
                ? new GivingRefused(c.Person, c.To, c.Why, c.By, c.At)
                : Reject(NotGiven, c.Person.ToString()),
            PassPerson c => Decide(state, c),
            // A person erased on the way is not written again.
            TakePerson c => state.Persons.ContainsKey(c.Person.Id) || state.Gone.Contains(c.Person.Id)
                ? Nothing
                : new PersonTaken(
                    c.Person with
                    {
                        Household = state.HomeOf(c.Person.Household) is { } home && state.Households.ContainsKey(home) ? home : null,
                    },
                    [.. c.Guardians.Where(guardian => guardian.Person == c.Person.Id)],
                    c.Held,
                    c.From,
                    c.Why,
                    c.By,
                    c.At
                ),
            _ => throw new Unforeseen(command),
        };

    private static Decision Decide(Residents state, PassPerson c)
    {
        if (state.Given.GetValueOrDefault(c.Person.Id)?.To != c.To || !state.Persons.TryGetValue(c.Person.Id, out var was))
            return Reject(NotGiven, c.Person.Id.ToString());
        return SeenPerson.Of(was) != c.Seen
            ? Reject(ChangedMeanwhile)
            : new PersonPassed(
                c.Person with
                {
                    Helper = null,
                },
                [.. state.GuardiansOf(c.Person.Id)],
                state.Holds.TryGetValue(c.Person.Id, out var until) ? until : null,
                c.To,
                c.Why,
                c.By,
                c.At
            );
    }

    private IEnumerable<Guardian> GuardiansOf(PersonId person) =>
        Guardians.Values.Where(guardian => guardian.Person == person).OrderBy(guardian => guardian.Id.Value);

    private static Residents Evolve(Residents state, GivingEvent happened) =>
        happened switch
        {
            PersonGiven e => state with { Given = state.Given.SetItem(e.Person, new(e.To, e.By, e.At)) },
            GivingCancelled e => state with { Given = state.Given.Remove(e.Person) },
            GivingRefused e => state with { Given = state.Given.Remove(e.Person) },
            PersonPassed e => Passed(state, e),
            PersonTaken e => Taken(state, e),
            _ => throw new Unforeseen(happened),
        };

    private static Residents Passed(Residents state, PersonPassed e)
    {
        var wards = state.GuardiansOf(e.Person.Id).Select(guardian => guardian.Id).ToList();
        return state.WithoutPerson(e.Person.Id, Leaving.Moved, Shanghai.Day(e.At), e.To) with
        {
            Guardians = state.Guardians.RemoveRange(wards),
            Given = state.Given.Remove(e.Person.Id),
            Holds = state.Holds.Remove(e.Person.Id),
        };
    }

    private static Residents Taken(Residents state, PersonTaken e) =>
        e.Guardians.Aggregate(
            (state with { Holds = e.Held is { } until ? state.Holds.SetItem(e.Person.Id, until) : state.Holds }).WithPerson(e.Person, 1),
            (left, guardian) => left.WithGuardian(guardian)
        );
}
