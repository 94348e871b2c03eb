namespace Emergency.Domain.TemporaryCare;

/// <summary>Temporary care (临时生活照料; kind "care", key = its id) of a minor or a person without capacity whom nobody can care for: opened → a
/// named adult is there → arranged → checked daily → one of the exits. 民法典 34(4); 应对法 76(3); Hubei 32(4) and Taiyuan 32(2). The committee
/// of the place where the person is acts first; the domicile's committee is informed.</summary>
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
        AnotherPerson = new("care.another-person"),
        NotForMinors = new("care.not-for-minors"),
        OnlyForMinors = new("care.only-for-minors"),
        HarmSuspectedThere = new("care.harm-suspected"),
        NotEntrusted = new("care.not-entrusted"),
        NotOffered = new("care.not-offered"),
        NotAccepted = new("care.not-accepted"),
        NoProof = new("care.no-proof"),
        NotTheReceiver = new("care.not-the-receiver"),
        AlreadyAsked = new("care.already-asked"),
        NotAsked = new("care.not-asked");
    public static readonly CareCase None = new(CareStage.None, null, "", null, null, false, null, null, 0);
    public Sealed? Adult { get; init; }
    public CareArrangement? Arrangement { get; init; }
    public CareExit? Exit { get; init; }

    /// <summary>Receiver the person will go to, and whether they have accepted.</summary>
    public CareOffer? Offer { get; init; }

    /// <summary>Question that civil affairs have not answered yet.</summary>
    public CareAsk? Ask { get; init; }

    /// <summary>Parties that have confirmed they know of the case since it was last late.</summary>
    public ListOf<CareParty> Seen { get; init; } = [];
}

/// <summary>Care arranged for the person: by whom, where, from when and until when, and facts about food, medicine and school.</summary>
public sealed record CareArrangement(Sealed Carer, Sealed Where, DateOnly Since, DateTimeOffset? Until = null, Sealed? Know = null);

/// <summary>Receiver to whom the person will go: nothing ends before the receiver has accepted by an act of their own.</summary>
public sealed record CareOffer(CareExit Exit, Sealed Receiver, Sealed? Where, DateTimeOffset? When, Sealed? Know, By By)
{
    public CareAcceptedBy? Accepted { get; init; }
}

/// <param name="Due">Time by which civil affairs must answer; null once they were told that the answer is late.</param>
public sealed record CareAsk(CareAskOf Of, DateTimeOffset? Due);

public enum CareStage
{
    None,
    Opened,
    AdultThere,
    Arranged,
    Ended,
}

/// <summary>Guardian back; relative or entrusted person; civil affairs' interim guardianship (minors, 未保法 92–93); procedure of 民法典 31
/// (adults); hospital or institution; death.</summary>
public enum CareExit
{
    GuardianBack,
    Relative,
    CivilAffairs,
    Procedure,
    Institution,
    Death,
}

/// <summary>Way in which a receiver accepts: with an account of their own, by a link with a code, or with a signature on paper that
/// somebody saw or photographed.</summary>
public enum CareAcceptedBy
{
    Account,
    Link,
    Paper,
}

/// <summary>Question to civil affairs: interim guardianship of a minor (未保法 92–93), their opinion on who becomes guardian of an adult (民法典
/// 31), the place for somebody after hospital.</summary>
public enum CareAskOf
{
    Guardianship,
    Opinion,
    Discharge,
}

/// <summary>Party that owes an act in a case.</summary>
public enum CareParty
{
    ChildDirector,
    Secretary,
    Street,
    CivilAffairs,
    Domicile,
}

/// <summary>上门 打电话 在学校见到.</summary>
public enum CareMeans
{
    Door,
    Phone,
    School,
}

/// <summary>吃 睡 身体 上学 情绪.</summary>
public enum CareTopic
{
    Eats,
    Sleeps,
    Body,
    School,
    Mood,
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

/// <param name="Adult">Name, phone and relation of the adult who is with the person, sealed under the incident's or the person's
/// key.</param>
public sealed record NameAdult(Sealed Adult, By By, DateTimeOffset At) : CareCommand;

public sealed record ArrangeCare(
    Sealed Carer,
    Sealed Where,
    DateOnly Since,
    By By,
    DateTimeOffset At,
    DateTimeOffset? Until = null,
    Sealed? Know = null
) : CareCommand;

/// <param name="Day">Day of the check in Asia/Shanghai.</param>
/// <param name="Worries">Topics in which something was not well.</param>
public sealed record CheckCare(
    DateOnly Day,
    Sealed? Note,
    By By,
    DateTimeOffset At,
    CareMeans? Means = null,
    ListOf<CareTopic>? Worries = null
) : CareCommand;

/// <summary>Confirms that a party knows of the case; the words tell the action taken.</summary>
public sealed record SeeCare(CareParty Party, Sealed? Note, By By, DateTimeOffset At) : CareCommand;

/// <param name="Minor">True or false by the register as it stands; null where it does not say.</param>
/// <param name="Entrusted">True when the parents' written entrustment lies before the offering account (未保法 22).</param>
public sealed record OfferCare(
    CareExit Exit,
    Sealed Receiver,
    Sealed? Where,
    DateTimeOffset? When,
    Sealed? Know,
    bool? Minor,
    bool Entrusted,
    By By,
    DateTimeOffset At
) : CareCommand;

/// <param name="By">Null for a receiver who came by a link.</param>
/// <param name="Witness">Person who saw the signature on paper.</param>
/// <param name="Photo">Picture of the signed paper.</param>
public sealed record AcceptCare(CareAcceptedBy Way, Sealed? Witness, AttachmentId? Photo, By? By, DateTimeOffset At) : CareCommand;

/// <summary>Declines the offer for the receiver: the exits are open again.</summary>
public sealed record DeclineCare(Sealed? Reason, By? By, DateTimeOffset At) : CareCommand;

/// <summary>Asks for another time for the receiver; the offer stands.</summary>
public sealed record AskOtherTime(Sealed? Words, By? By, DateTimeOffset At) : CareCommand;

public sealed record TakeBackOffer(By By, DateTimeOffset At) : CareCommand;

/// <summary>Asks civil affairs for an act that only they can do.</summary>
/// <param name="Before">Time after which an answer is too late, where that is sooner than their usual time.</param>
public sealed record AskCivilAffairs(CareAskOf Of, Sealed Why, bool? Minor, DateTimeOffset? Before, By By, DateTimeOffset At) : CareCommand;

/// <param name="Text">Opinion, or reason for a refusal.</param>
public sealed record AnswerCare(bool Yes, Sealed? Text, By By, DateTimeOffset At) : CareCommand;

/// <summary>Clears the suspicion of harm: civil affairs and police have looked, and the way back to guardian and relatives is open
/// again.</summary>
public sealed record ClearHarm(Sealed Basis, By By, DateTimeOffset At) : CareCommand;

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
public sealed record CareArranged(
    Sealed Carer,
    Sealed Where,
    DateOnly Since,
    DateTimeOffset? Due,
    By By,
    DateTimeOffset At,
    DateTimeOffset? Until = null,
    Sealed? Know = null
) : CareEvent, ISetsDue
{
    public string DueOf => "care";
}

[Stored("care.checked.v1")]
public sealed record CareChecked(
    DateOnly Day,
    Sealed? Note,
    DateTimeOffset? Due,
    By By,
    DateTimeOffset At,
    CareMeans? Means = null,
    ListOf<CareTopic>? Worries = null
) : CareEvent, ISetsDue
{
    public string DueOf => "care";
}

/// <summary>Records that the case is late and with whom. Nobody named within two minutes, or unchecked by 09:00: the secretary (level 1);
/// two minutes more, or by 12:00: the street (level 2); two more, or by the next 09:00: civil affairs (level 3).</summary>
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

[Stored("care.seen.v1")]
public sealed record CareSeen(CareParty Party, Sealed? Note, By By, DateTimeOffset At) : CareEvent;

[Stored("care.offered.v1")]
public sealed record CareOffered(CareOffer Offer, DateTimeOffset At) : CareEvent;

[Stored("care.accepted.v1")]
public sealed record CareAccepted(CareAcceptedBy Way, Sealed? Witness, AttachmentId? Photo, By? By, DateTimeOffset At) : CareEvent;

[Stored("care.declined.v1")]
public sealed record CareDeclined(Sealed? Reason, By? By, DateTimeOffset At) : CareEvent;

[Stored("care.other-time-asked.v1")]
public sealed record OtherTimeAsked(Sealed? Words, By? By, DateTimeOffset At) : CareEvent;

[Stored("care.offer-taken-back.v1")]
public sealed record OfferTakenBack(By By, DateTimeOffset At) : CareEvent;

[Stored("care.civil-asked.v1")]
public sealed record CivilAffairsAsked(CareAskOf Of, Sealed? Why, DateTimeOffset? Due, By By, DateTimeOffset At) : CareEvent, ISetsDue
{
    public string DueOf => "care-answer";
}

/// <summary>Records that civil affairs have not answered in their time.</summary>
[Stored("care.answer-late.v1")]
public sealed record CareAnswerLate(DateTimeOffset At) : CareEvent, ISetsDue
{
    public string DueOf => "care-answer";
    public DateTimeOffset? Due => null;
}

[Stored("care.answered.v1")]
public sealed record CareAnswered(bool Yes, Sealed? Text, By By, DateTimeOffset At) : CareEvent, ISetsDue
{
    public string DueOf => "care-answer";
    public DateTimeOffset? Due => null;
}

/// <summary>Records that the question to civil affairs needs no answer any more.</summary>
[Stored("care.ask-dropped.v1")]
public sealed record CareAskDropped(By By, DateTimeOffset At) : CareEvent, ISetsDue
{
    public string DueOf => "care-answer";
    public DateTimeOffset? Due => null;
}

[Stored("care.harm-cleared.v1")]
public sealed record HarmCleared(Sealed Basis, By By, DateTimeOffset At) : CareEvent;
