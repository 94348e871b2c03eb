using System.Collections.Immutable;

namespace Emergency.Domain.Incidents;

/// <summary>Door check (逐户核查) of one community in one incident (kind "doors", key = "{incident}.{community}"). It has an entry per person
/// at risk and per household, frozen when the area was drawn; visitors are added. At every moment 应查 = 已落实 + 未落实 + 失联 in all three rows;
/// where everybody must leave, 应转 = 已转 + 未转 + 失联.</summary>
public sealed partial record Doors(
    IncidentId? Incident,
    string Community,
    ImmutableDictionary<PersonId, DoorPerson> Persons,
    ImmutableDictionary<HouseholdId, DoorHousehold> Households,
    bool Closed
)
{
    public static readonly Code UnknownPerson = new("doors.unknown-person"),
        UnknownHousehold = new("doors.unknown-household"),
        SourceMissing = new("doors.source-missing"),
        PlaceMissing = new("doors.place-missing"),
        HospitalUnconfirmed = new("doors.hospital-unconfirmed"),
        NotMoved = new("doors.not-moved"),
        NotOpenToTakeOver = new("doors.not-open-to-take-over"),
        NotStarted = new("doors.not-started"),
        Over = new("doors.over"),
        Unsettled = new("doors.unsettled"),
        HandOverUnconfirmed = new("doors.hand-over-unconfirmed");
    public static readonly Doors None = new(
        null,
        "",
        ImmutableDictionary<PersonId, DoorPerson>.Empty,
        ImmutableDictionary<HouseholdId, DoorHousehold>.Empty,
        false
    );

    /// <summary>Version of the area that was counted last; counts for an older area are ignored.</summary>
    public int AreaVersion { get; init; }

    /// <summary>Purpose of its area, as it was counted last.</summary>
    public AreaPurpose Purpose { get; init; }

    /// <summary>Erased visitors, of whom only the count is kept.</summary>
    public ImmutableHashSet<PersonId> Erased { get; init; } = [];
}

/// <summary>The twelve states, worst first as lists sort them. 需救助 无人照料 联系不上 不肯走 又回来了 未查 已送医 没在家 已转移 投亲 安全, and 死亡或伤者已移交, which is shown
/// only to people with the permission for it.</summary>
public enum DoorState
{
    NeedsHelp,
    NobodyCaring,
    Unreachable,
    Refuses,
    Returned,
    Unchecked,
    AtHospital,
    Away,
    Moved,
    WithRelatives,
    Safe,
    HandedOver,
}

/// <summary>Person who was dialled: 本人 监护人 照护人 联系人 户主 儿童主任.</summary>
public enum Callee
{
    Self,
    Guardian,
    Caregiver,
    Contact,
    Household,
    ChildDirector,
}

/// <summary>Column in which a state counts: 已落实 or 已转, 未落实 or 未转, 失联. 拒绝 is a part of the second.</summary>
public enum DoorCount
{
    Moved,
    Left,
    Lost,
}

/// <summary>Registered person at risk, or visitor (<paramref name="Visitor"/>): a visitor counts in 全部人, and where found with a household
/// as one more person behind that door. <paramref name="Outside"/>: marked before the area changed and no longer inside; still
/// counted.</summary>
public sealed record DoorPerson(
    PersonId Id,
    HouseholdId? Household,
    bool Visitor,
    DoorState State,
    bool TakenOver,
    bool Outside,
    DateTimeOffset? CheckedAt
)
{
    public By? CheckedBy { get; init; }

    /// <summary>Contradicting marks by two people; null once somebody has marked the door again.</summary>
    public Dispute? Dispute { get; init; }

    /// <summary>Newest call.</summary>
    public DoorCall? Called { get; init; }
}

/// <summary>Household; <paramref name="State"/> is that of its members who are no persons at risk.</summary>
public sealed record DoorHousehold(HouseholdId Id, int Members, DoorState State, bool TakenOver, bool Outside, DateTimeOffset? CheckedAt)
{
    /// <summary>Number of those members whom nobody met when it was marked (登记 4 见到 3): they count as unchecked, whatever the mark of the
    /// others. A number above their count means all of them.</summary>
    public int NotMet { get; init; }
    public By? CheckedBy { get; init; }
    public Dispute? Dispute { get; init; }
}

/// <summary>Call: the person dialled, the time on the phone, and the caller.</summary>
public sealed record DoorCall(Callee To, DateTimeOffset At, By By);

/// <summary>Mark of a door, with the time at which it was made there.</summary>
public sealed record Saying(DoorState State, DateTimeOffset At, By By);

/// <summary>Two different marks of one door by two people: the older one was made without network and arrived after the newer one. Both are
/// shown; the worse of them holds until somebody marks the door again.</summary>
public sealed record Dispute(Saying Stands, Saying Late);

public sealed record DoorCopy(HouseholdId Household, int Members);

public sealed record PersonCopy(PersonId Person, HouseholdId? Household);

/// <summary>Note to a state, sealed under the incident's key: the place, companions, the source, the person who took over.</summary>
/// <param name="Handover">Accepted handover of this person to 120: it counts as a confirmation, as words do.</param>
public sealed record DoorNote(Sealed? Where, Sealed? Source, Sealed? Confirmation, HandoverId? Handover = null);

public abstract record DoorsCommand : Command;

/// <summary>Freezes the people and households inside the area. Unmarked ones no longer inside are released; visitors stay.</summary>
public sealed record CountDoors(
    IncidentId Incident,
    string Community,
    int AreaVersion,
    ListOf<PersonCopy> Persons,
    ListOf<DoorCopy> Households,
    DateTimeOffset At,
    AreaPurpose Purpose = AreaPurpose.Check
) : DoorsCommand;

/// <summary>Adds a resident or household that was recorded inside the area while the incident runs.</summary>
public sealed record JoinDoors(
    IncidentId Incident,
    string Community,
    ListOf<PersonCopy> Persons,
    ListOf<DoorCopy> Households,
    DateTimeOffset At
) : DoorsCommand;

/// <param name="SaidAt">Time of the mark at the door, where it had to wait for a network; null: now.</param>
/// <param name="Joins">Person not counted yet, because nobody knew where they live; the mark counts them.</param>
public sealed record CheckPerson(
    PersonId Person,
    DoorState State,
    DoorNote Note,
    By By,
    DateTimeOffset At,
    DateTimeOffset? SaidAt = null,
    PersonCopy? Joins = null
) : DoorsCommand;

/// <summary>Marks the members of a household who are not persons at risk; with <paramref name="All"/> also its unchecked persons at
/// risk.</summary>
/// <param name="NotMet">Number of those members whom nobody met; null: all were met.</param>
public sealed record CheckHousehold(
    HouseholdId Household,
    DoorState State,
    bool All,
    DoorNote Note,
    By By,
    DateTimeOffset At,
    int? NotMet = null,
    DateTimeOffset? SaidAt = null
) : DoorsCommand;

/// <summary>Records that somebody has dialled a person of the register, or a person responsible for them. The number is not
/// recorded.</summary>
/// <param name="DialledAt">Time on the phone; the record may have waited for a network.</param>
public sealed record CallDoor(PersonId Person, Callee To, DateTimeOffset DialledAt, By By, DateTimeOffset At) : DoorsCommand;

/// <summary>加一人: adds a person who is in no register. Their data is sealed under a key of their own.</summary>
public sealed record AddVisitor(PersonId Person, HouseholdId? Household, DoorState State, Sealed Text, By By, DateTimeOffset At)
    : DoorsCommand;

/// <summary>Destroys the data of a visitor; the count stays.</summary>
/// <param name="Again">True when an erasure is repeated on a journal restored from a time before it.</param>
public sealed record EraseVisitor(
    IncidentId Incident,
    string Community,
    PersonId Person,
    ErasureBasis Basis,
    ListOf<Guid> Keys,
    By By,
    DateTimeOffset At,
    bool Again = false
) : DoorsCommand;

/// <summary>Settles the door of a person who refuses or cannot be reached: a named person of street or police takes over.</summary>
/// <param name="From">Office of that person: street or police.</param>
public sealed record TakeOverDoor(PersonId? Person, HouseholdId? Household, string From, Sealed Name, By By, DateTimeOffset At)
    : DoorsCommand;

/// <summary>Closes the doors after the end of the scene; refused while a door is unsettled again.</summary>
public sealed record CloseDoors(DateTimeOffset At) : DoorsCommand;

/// <summary>Opens the doors again with the scene: people who come into its area are counted again.</summary>
public sealed record ReopenDoors(DateTimeOffset At) : DoorsCommand;

public abstract record DoorsEvent : Event
{
    public abstract IncidentId Incident { get; init; }
    public abstract string Community { get; init; }
}

/// <param name="Persons">Persons newly inside, or with another household: new ones are unchecked, known ones keep their state and are
/// inside again.</param>
/// <param name="Households">Households newly inside; known ones take the number of members given here.</param>
/// <param name="ReleasedPersons">Persons no longer inside and not marked: counted no more.</param>
/// <param name="OutsidePersons">Persons no longer inside, but marked: still counted.</param>
/// <param name="Purpose">Null: 逐户核实.</param>
[Stored("doors.counted.v1")]
public sealed record DoorsCounted(
    IncidentId Incident,
    string Community,
    int AreaVersion,
    ListOf<PersonCopy> Persons,
    ListOf<DoorCopy> Households,
    ListOf<PersonId> ReleasedPersons,
    ListOf<HouseholdId> ReleasedHouseholds,
    ListOf<PersonId> OutsidePersons,
    ListOf<HouseholdId> OutsideHouseholds,
    DateTimeOffset At,
    AreaPurpose? Purpose = null
) : DoorsEvent;

[Stored("doors.joined.v1")]
public sealed record DoorsJoined(
    IncidentId Incident,
    string Community,
    ListOf<PersonCopy> Persons,
    ListOf<DoorCopy> Households,
    DateTimeOffset At
) : DoorsEvent;

[Stored("doors.person-checked.v1")]
public sealed record PersonChecked(
    IncidentId Incident,
    string Community,
    PersonId Person,
    DoorState State,
    DoorNote Note,
    By By,
    DateTimeOffset At
) : DoorsEvent;

[Stored("doors.household-checked.v1")]
public sealed record HouseholdChecked(
    IncidentId Incident,
    string Community,
    HouseholdId Household,
    DoorState State,
    ListOf<PersonId> WithPersons,
    DoorNote Note,
    By By,
    DateTimeOffset At,
    int? NotMet = null
) : DoorsEvent;

/// <summary>Records a mark of a person or a household that arrived after a newer mark by somebody else: see
/// <see cref="Dispute"/>.</summary>
[Stored("doors.disputed.v1")]
public sealed record DoorDisputed(
    IncidentId Incident,
    string Community,
    PersonId? Person,
    HouseholdId? Household,
    DoorState State,
    DateTimeOffset SaidAt,
    DoorNote Note,
    By By,
    DateTimeOffset At
) : DoorsEvent;

[Stored("doors.called.v1")]
public sealed record DoorCalled(
    IncidentId Incident,
    string Community,
    PersonId Person,
    Callee To,
    DateTimeOffset DialledAt,
    By By,
    DateTimeOffset At
) : DoorsEvent;

[Stored("doors.visitor-added.v1")]
public sealed record VisitorAdded(
    IncidentId Incident,
    string Community,
    PersonId Person,
    HouseholdId? Household,
    DoorState State,
    Sealed Text,
    By By,
    DateTimeOffset At
) : DoorsEvent;

[Stored("doors.visitor-erased.v1")]
public sealed record VisitorErased(
    IncidentId Incident,
    string Community,
    PersonId Person,
    ErasureBasis Basis,
    ListOf<Guid> Keys,
    By By,
    DateTimeOffset At
) : DoorsEvent, IErasure
{
    public Guid Subject => Person.Value;
}

[Stored("doors.taken-over.v1")]
public sealed record DoorTakenOver(
    IncidentId Incident,
    string Community,
    PersonId? Person,
    HouseholdId? Household,
    string From,
    Sealed Name,
    By By,
    DateTimeOffset At
) : DoorsEvent;

[Stored("doors.closed.v1")]
public sealed record DoorsClosed(IncidentId Incident, string Community, DateTimeOffset At) : DoorsEvent;

[Stored("doors.reopened.v1")]
public sealed record DoorsReopened(IncidentId Incident, string Community, DateTimeOffset At) : DoorsEvent;
