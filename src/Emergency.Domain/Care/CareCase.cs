namespace Emergency.Domain.Care;

/// <summary>Temporary care (临时生活照料; kind "care", key = its id) of a minor or a person without capacity whom nobody can care for: opened → a named adult is there → arranged → checked daily → one of the exits. 民法典 34(4); 应对法 76(3); Hubei 32(4) and Taiyuan 32(2). The committee where the person is acts first; the domicile's is told.</summary>
public sealed partial record CareCase(
    CareStage Stage,
    PersonId? Person,
    string Community,
    string? Domicile,
    IncidentId? Incident,
    bool HarmSuspected,
    DateOnly? LastChecked,
    DateTimeOffset? Due,
    int LateLevel
)
{
    public static readonly Code Unknown = new("care.unknown"),
        NobodyNamed = new("care.nobody-named"),
        NotArranged = new("care.not-arranged"),
        Over = new("care.over"),
        AnotherPerson = new("care.another-person");
    public static readonly CareCase None = new(CareStage.None, null, "", null, null, false, null, null, 0);
    public Sealed? Adult { get; init; }
    public CareArrangement? Arrangement { get; init; }
    public CareExit? Exit { get; init; }
}

/// <summary>Who cares, where, since when.</summary>
public sealed record CareArrangement(Sealed Carer, Sealed Where, DateOnly Since);

public enum CareStage
{
    None,
    Opened,
    AdultThere,
    Arranged,
    Ended,
}

/// <summary>Guardian back; relative or entrusted person; civil affairs' interim guardianship (minors, 未保法 92–93); procedure of 民法典 31 (adults); hospital or institution; death.</summary>
public enum CareExit
{
    GuardianBack,
    Relative,
    CivilAffairs,
    Procedure,
    Institution,
    Death,
}

public abstract record CareCommand : Command;

public sealed record OpenCare(
    PersonId Person,
    string Community,
    string? Domicile,
    IncidentId? Incident,
    bool HarmSuspected,
    By By,
    DateTimeOffset At
) : CareCommand;

/// <param name="Adult">Name, phone and relation of the adult who is with the person, sealed under the incident's or the person's key.</param>
public sealed record NameAdult(Sealed Adult, By By, DateTimeOffset At) : CareCommand;

public sealed record ArrangeCare(Sealed Carer, Sealed Where, DateOnly Since, By By, DateTimeOffset At) : CareCommand;

/// <param name="Day">Day of the check in Asia/Shanghai.</param>
public sealed record CheckCare(DateOnly Day, Sealed? Note, By By, DateTimeOffset At) : CareCommand;

public sealed record ExitCare(CareExit Exit, Sealed Receiver, By By, DateTimeOffset At) : CareCommand;

public abstract record CareEvent : Event;

[Stored("care.opened.v1")]
public sealed record CareOpened(
    PersonId Person,
    string Community,
    string? Domicile,
    IncidentId? Incident,
    bool HarmSuspected,
    DateTimeOffset? Due,
    By By,
    DateTimeOffset At
) : CareEvent, ISetsDue
{
    public string DueOf => "care";
}

[Stored("care.adult-named.v1")]
public sealed record AdultNamed(Sealed Adult, DateTimeOffset? Due, By By, DateTimeOffset At) : CareEvent, ISetsDue
{
    public string DueOf => "care";
}

[Stored("care.arranged.v1")]
public sealed record CareArranged(Sealed Carer, Sealed Where, DateOnly Since, DateTimeOffset? Due, By By, DateTimeOffset At)
    : CareEvent,
        ISetsDue
{
    public string DueOf => "care";
}

[Stored("care.checked.v1")]
public sealed record CareChecked(DateOnly Day, Sealed? Note, DateTimeOffset? Due, By By, DateTimeOffset At) : CareEvent, ISetsDue
{
    public string DueOf => "care";
}

/// <summary>Nobody named within two minutes, or unchecked by 09:00: the secretary (level 1); two minutes more, or by 12:00: the street (level 2).</summary>
[Stored("care.late.v1")]
public sealed record CareLate(int Level, DateTimeOffset? Due, DateTimeOffset At) : CareEvent, ISetsDue
{
    public string DueOf => "care";
}

[Stored("care.ended.v1")]
public sealed record CareEnded(CareExit Exit, Sealed Receiver, By By, DateTimeOffset At) : CareEvent, ISetsDue
{
    public string DueOf => "care";
    public DateTimeOffset? Due => null;
}
