namespace Emergency.Domain.People;

/// <summary>出生 迁入 摸排发现. A found person lived there already and is counted with the household; the others are one more.</summary>
public enum Coming
{
    Born,
    MovedIn,
    Found,
}

/// <summary>迁出 去世 入住机构.</summary>
public enum Leaving
{
    Moved,
    Died,
    Institution,
}

/// <summary>Field changed by a correction of a person; the values themselves are sealed.</summary>
public enum PersonField
{
    Name,
    Sex,
    Phones,
    Address,
    Door,
    Point,
    Grid,
    Household,
    Kinds,
    Needs,
    Mobility,
    CareLevel,
    Health,
    LivesAlone,
    Consent,
    Born,
    IdNumber,
    Capacity,
    CheckedOn,
}

public enum GuardianField
{
    Role,
    Name,
    Relation,
    Phones,
    Where,
    Term,
    Notice,
}

/// <summary>Record on which a correction was based. If the record has changed since, nothing is written: the other desk's change would be
/// lost.</summary>
public sealed record SeenPerson(HouseholdId? Household, string Grid, Sealed Contact, Sealed Sensitive)
{
    public static SeenPerson Of(AtRiskResident person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return new(person.Household, person.Grid, person.Contact, person.Sensitive);
    }
}

/// <summary>Person who has left: the last record, how and since when. <paramref name="To"/>: the community that took the person over, null
/// where none did.</summary>
public sealed record Departure(AtRiskResident Person, Leaving How, DateOnly Day, string? To);

/// <summary>Entry made in the register by hand. <see cref="Why"/> is sealed under the key of the person or thing it is about.</summary>
public interface IByHand
{
    By By { get; }
    DateTimeOffset At { get; }
    Sealed? Why { get; }
}

/// <summary>Change that a person makes in the register, without a file.</summary>
public abstract record ByHandCommand : ResidentsCommand;

/// <param name="Day">Day of birth, of moving in, of being found.</param>
public sealed record EnterPerson(AtRiskResident Person, Coming How, DateOnly Day, Sealed? Why, By By, DateTimeOffset At) : ByHandCommand;

/// <summary>Corrects a person; also moves them to another door or household of the same community. The pairing with a helper stays as it
/// is.</summary>
public sealed record CorrectPerson(
    AtRiskResident Person,
    SeenPerson Seen,
    ListOf<PersonField> Fields,
    Sealed? Why,
    By By,
    DateTimeOffset At
) : ByHandCommand;

/// <summary>Record with a new day of checking, and the record on which it was based.</summary>
public sealed record CheckedPerson(AtRiskResident Person, SeenPerson Seen);

/// <summary>已核对: confirms that several records were checked; each makes an event of its own. All or none are written.</summary>
public sealed record CheckPersons(ListOf<CheckedPerson> Persons, By By, DateTimeOffset At) : ByHandCommand;

/// <param name="Where">New place, as far as known.</param>
public sealed record LeavePerson(PersonId Person, Leaving How, DateOnly Day, Sealed? Where, Sealed? Why, By By, DateTimeOffset At)
    : ByHandCommand;

public sealed record ReturnPerson(PersonId Person, HouseholdId? Household, DateOnly Day, Sealed? Why, By By, DateTimeOffset At)
    : ByHandCommand;

public sealed record EnterGuardian(Guardian Guardian, Sealed? Why, By By, DateTimeOffset At) : ByHandCommand;

/// <param name="Seen">Contact on which the correction was based.</param>
public sealed record CorrectGuardian(Guardian Guardian, Sealed Seen, ListOf<GuardianField> Fields, Sealed? Why, By By, DateTimeOffset At)
    : ByHandCommand;

/// <summary>Ends a guardianship on a day, which stands in <paramref name="Guardian"/> too.</summary>
public sealed record EndGuardian(Guardian Guardian, Sealed Seen, DateOnly Day, Sealed? Why, By By, DateTimeOffset At) : ByHandCommand;

public abstract record ByHandEvent : ResidentsEvent;

[Stored("residents.person-entered.v1")]
public sealed record PersonEntered(AtRiskResident Person, Coming How, DateOnly Day, Sealed? Why, By By, DateTimeOffset At)
    : ByHandEvent,
        IByHand;

[Stored("residents.person-corrected.v1")]
public sealed record PersonCorrected(AtRiskResident Person, ListOf<PersonField> Fields, Sealed? Why, By By, DateTimeOffset At)
    : ByHandEvent,
        IByHand;

[Stored("residents.person-left.v1")]
public sealed record PersonLeft(PersonId Person, Leaving How, DateOnly Day, Sealed? Where, Sealed? Why, By By, DateTimeOffset At)
    : ByHandEvent,
        IByHand;

[Stored("residents.person-returned.v1")]
public sealed record PersonReturned(PersonId Person, HouseholdId? Household, DateOnly Day, Sealed? Why, By By, DateTimeOffset At)
    : ByHandEvent,
        IByHand;

[Stored("residents.guardian-entered.v1")]
public sealed record GuardianEntered(Guardian Guardian, Sealed? Why, By By, DateTimeOffset At) : ByHandEvent, IByHand;

[Stored("residents.guardian-corrected.v1")]
public sealed record GuardianCorrected(Guardian Guardian, ListOf<GuardianField> Fields, Sealed? Why, By By, DateTimeOffset At)
    : ByHandEvent,
        IByHand;

[Stored("residents.guardian-ended.v1")]
public sealed record GuardianEnded(Guardian Guardian, DateOnly Day, Sealed? Why, By By, DateTimeOffset At) : ByHandEvent, IByHand;
