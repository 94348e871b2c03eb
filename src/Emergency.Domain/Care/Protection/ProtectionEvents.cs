namespace Emergency.Domain.Protection;

public abstract record ProtectionEvent : Event;

/// <summary>Event that changes the owed steps.</summary>
/// <param name="Owed">All steps owed from now on.</param>
/// <param name="Due">Time at which the first of them is reported to somebody.</param>
public abstract record OwedChanged(ListOf<OwedStep> Owed, DateTimeOffset? Due) : ProtectionEvent, ISetsDue
{
    public string DueOf => "protection";
}

[Stored("protection.opened.v1")]
public sealed record ProtectionOpened(
    PersonId Person,
    string Community,
    ProtectionSource Source,
    string? Cause,
    Sealed? Told,
    ListOf<OwedStep> Owed,
    DateTimeOffset? Due,
    By By,
    DateTimeOffset At
) : OwedChanged(Owed, Due);

/// <summary>Records a further report about a child whose case is open.</summary>
[Stored("protection.sign-noted.v1")]
public sealed record ProtectionSignNoted(
    ProtectionSource Source,
    string? Cause,
    ListOf<OwedStep> Owed,
    DateTimeOffset? Due,
    By By,
    DateTimeOffset At
) : OwedChanged(Owed, Due);

[Stored("protection.assessed.v1")]
public sealed record ProtectionAssessed(string Level, Sealed Told, ListOf<OwedStep> Owed, DateTimeOffset? Due, By By, DateTimeOffset At)
    : OwedChanged(Owed, Due);

/// <param name="Services">All services, also those given under an earlier plan.</param>
[Stored("protection.planned.v1")]
public sealed record ProtectionPlanned(
    Sealed Goals,
    ListOf<ProtectionService> Services,
    ListOf<OwedStep> Owed,
    DateTimeOffset? Due,
    By By,
    DateTimeOffset At
) : OwedChanged(Owed, Due);

[Stored("protection.service-settled.v1")]
public sealed record ServiceSettled(int No, bool Given, Sealed? Told, ListOf<OwedStep> Owed, DateTimeOffset? Due, By By, DateTimeOffset At)
    : OwedChanged(Owed, Due);

[Stored("protection.followed-up.v1")]
public sealed record ProtectionFollowedUp(
    FollowUpMeans Means,
    Sealed Told,
    DateTimeOffset SeenAt,
    ListOf<OwedStep> Owed,
    DateTimeOffset? Due,
    By By,
    DateTimeOffset At
) : OwedChanged(Owed, Due);

[Stored("protection.noted.v1")]
public sealed record ProtectionNoted(Sealed Told, By By, DateTimeOffset At) : ProtectionEvent;

[Stored("protection.assigned.v1")]
public sealed record ProtectionAssigned(MemberId Member, By By, DateTimeOffset At) : ProtectionEvent;

[Stored("protection.transfer-offered.v1")]
public sealed record TransferOffered(string To, Sealed Told, ListOf<OwedStep> Owed, DateTimeOffset? Due, By By, DateTimeOffset At)
    : OwedChanged(Owed, Due);

/// <param name="Community">Community responsible from now on.</param>
[Stored("protection.transfer-accepted.v1")]
public sealed record TransferAccepted(string Community, ListOf<OwedStep> Owed, DateTimeOffset? Due, By By, DateTimeOffset At)
    : OwedChanged(Owed, Due);

[Stored("protection.transfer-refused.v1")]
public sealed record TransferRefused(Sealed Told, ListOf<OwedStep> Owed, DateTimeOffset? Due, By By, DateTimeOffset At)
    : OwedChanged(Owed, Due);

[Stored("protection.transfer-withdrawn.v1")]
public sealed record TransferWithdrawn(ListOf<OwedStep> Owed, DateTimeOffset? Due, By By, DateTimeOffset At) : OwedChanged(Owed, Due);

[Stored("protection.referred.v1")]
public sealed record ProtectionReferred(
    int No,
    string Kind,
    Sealed Told,
    ListOf<OwedStep> Owed,
    DateTimeOffset? Due,
    By By,
    DateTimeOffset At
) : OwedChanged(Owed, Due);

[Stored("protection.referral-answered.v1")]
public sealed record ReferralAnswered(int No, bool Taken, Sealed Told, ListOf<OwedStep> Owed, DateTimeOffset? Due, By By, DateTimeOffset At)
    : OwedChanged(Owed, Due);

[Stored("protection.closing-asked.v1")]
public sealed record ClosingAsked(string Reason, Sealed Told, ListOf<OwedStep> Owed, DateTimeOffset? Due, By By, DateTimeOffset At)
    : OwedChanged(Owed, Due);

[Stored("protection.closing-refused.v1")]
public sealed record ClosingRefused(Sealed Told, ListOf<OwedStep> Owed, DateTimeOffset? Due, By By, DateTimeOffset At)
    : OwedChanged(Owed, Due);

/// <param name="By">Account that approved it; never the one that asked.</param>
[Stored("protection.closed.v1")]
public sealed record ProtectionClosed(string Reason, By By, DateTimeOffset At) : OwedChanged([], null);

[Stored("protection.reopened.v1")]
public sealed record ProtectionReopened(
    ProtectionSource Source,
    string? Cause,
    Sealed? Told,
    ListOf<OwedStep> Owed,
    DateTimeOffset? Due,
    By By,
    DateTimeOffset At
) : OwedChanged(Owed, Due);

[Stored("protection.late.v1")]
public sealed record ProtectionLate(ProtectionStep Step, int No, int Level, ListOf<OwedStep> Owed, DateTimeOffset? Due, DateTimeOffset At)
    : OwedChanged(Owed, Due);

[Stored("protection.read.v1")]
public sealed record ProtectionRead(By By, DateTimeOffset At) : ProtectionEvent;

[Stored("protection.erased.v1")]
public sealed record ProtectionErased(DateTimeOffset At) : OwedChanged([], null);
