using static Emergency.Domain.Decision;

namespace Emergency.Domain.Accounts;

/// <summary>Permission to make links by which the owner sets the password: given to the person who asked for the account, or for another
/// password, once somebody else has agreed.</summary>
public sealed record Inviting(By By, DateTimeOffset At);

/// <summary>Link by which the owner sets the password, once. A newer link replaces it.</summary>
/// <param name="Hash">SHA-256 of the link's secret, never the secret.</param>
/// <param name="Used">Time at which it was used; null where it was not.</param>
public sealed record Invitation(string Hash, By By, DateTimeOffset At, DateTimeOffset Until, DateTimeOffset? Used = null);

/// <summary>Allows a link for another password, agreed to by somebody else; <paramref name="By"/> asked for it and makes it.</summary>
public sealed record AllowInvitation(By By, DateTimeOffset At) : AccountCommand;

/// <param name="Hash">SHA-256 of the link's secret.</param>
public sealed record Invite(string Hash, By By, DateTimeOffset At) : AccountCommand;

/// <param name="Password">Text of the hasher for the password the owner chose.</param>
public sealed record AcceptInvitation(string Hash, string Password, DateTimeOffset At) : AccountCommand;

[Stored("account.invitation-allowed.v1")]
public sealed record InvitationAllowed(By By, DateTimeOffset At) : AccountEvent;

[Stored("account.invited.v1")]
public sealed record AccountInvited(string Hash, DateTimeOffset Until, By By, DateTimeOffset At) : AccountEvent;

[Stored("account.invitation-accepted.v1")]
public sealed record InvitationAccepted(string Password, DateTimeOffset At) : AccountEvent;

public sealed partial record Account
{
    public static readonly Code NotInviting = new("account.not-inviting"),
        InvitationUnknown = new("account.invitation-unknown"),
        InvitationUsed = new("account.invitation-used"),
        InvitationOver = new("account.invitation-over");

    /// <summary>Permission in force; null where nobody can make a link.</summary>
    public Inviting? Inviting { get; init; }

    /// <summary>Newest link; null where none was made, or the owner has changed the password in another way since.</summary>
    public Invitation? Invitation { get; init; }

    /// <summary>Tells whether the account <paramref name="who"/> can make a link: until the owner has chosen a password where there was
    /// none, else within three days.</summary>
    public bool MayInvite(AccountId who, DateTimeOffset now) =>
        !Closed
        && Suspended is null
        && Inviting is { } allowed
        && allowed.By.Account == who
        && (Password is null || now < allowed.At + InvitationLasts);

    private static Decision Made(Account state, Invite c) =>
        state.Suspended is not null ? Reject(ShutOut)
        : state.Invitation?.Hash == c.Hash ? Nothing
        : state.MayInvite(c.By.Account, c.At) ? new AccountInvited(c.Hash, c.At + InvitationLasts, c.By, c.At)
        : Reject(NotInviting);

    /// <summary>Returns the reason why a link of this hash cannot be used; null where it can.</summary>
    public Code? AgainstLink(string hash, DateTimeOffset now) =>
        Closed ? Shut
        : Invitation is not { } link || link.Hash != hash ? InvitationUnknown
        : link.Used is not null ? InvitationUsed
        : Suspended is not null ? ShutOut
        : link.Until <= now ? InvitationOver
        : null;

    private static Decision Accepted(Account state, AcceptInvitation c) =>
        state.AgainstLink(c.Hash, c.At) is { } against ? Reject(against) : new InvitationAccepted(c.Password, c.At);

    private static Account Chosen(Account state, InvitationAccepted e) =>
        state with
        {
            Password = e.Password,
            Reset = null,
            LockedUntil = null,
            Inviting = null,
            Invitation = state.Invitation is { } link ? link with { Used = e.At } : null,
        };
}
