using Emergency.Domain.Accounts;
using Emergency.Domain.Calls;
using Emergency.Domain.Places;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Accounts;

/// <summary>An act for each refusal of an account: names, passwords, invitations, second factors.</summary>
internal static class AccountRefusals
{
    private static readonly AccountAdded Account = new(
        Hidden("值班员"),
        "hash",
        [new(Role.CountyDuty, new Scope(County))],
        null,
        Operator,
        Night
    );

    private static Guid Key(int number) => new(number, 0, 0, new byte[8]);

    public static readonly (Code Code, Noun Noun, Event[] Given, Command When)[] All =
    [
        (
            Domain.Accounts.Account.Taken,
            Noun.Account,
            [Account],
            new AddAccount(Hidden("别人"), "hash", Account.Grants, null, Operator, Night)
        ),
        (Domain.Accounts.Account.Unknown, Noun.Account, [], new ChangePassword("hash", Operator, Night)),
        (
            Domain.Accounts.Account.Shut,
            Noun.Account,
            [Account, new AccountClosed(Operator, Night)],
            new SignIn(Id<SessionId>(1), "t", After(9), Night)
        ),
        (
            Domain.Accounts.Account.StillOpen,
            Noun.Account,
            [Account],
            new EraseAccount(ErasureBasis.TermOver, [Guid.Empty], Operator, Night)
        ),
        (
            Domain.Accounts.Account.Locked,
            Noun.Account,
            [Account, new AccountLocked(After(15), Night)],
            new SignIn(Id<SessionId>(1), "t", After(9), After(1))
        ),
        (Domain.Accounts.Account.BadQuiet, Noun.Account, [Account], new SetNotices(new(7, 7, true, true), Operator, Night)),
        (
            Domain.Accounts.Account.BadFirst,
            Noun.Account,
            [Account],
            new SetNotices(new(null, null, true, false, First: CallChannel.Sms), Operator, Night)
        ),
        (
            Domain.Accounts.Account.ShutOut,
            Noun.Account,
            [Account, new AccountSuspended(Operator, Night)],
            new SignIn(Id<SessionId>(1), "t", After(9), After(1))
        ),
        (
            Domain.Accounts.Account.LastOperator,
            Noun.Account,
            [Account, new OperatorKept(After(1), Night)],
            new CloseAccount(Operator, Night)
        ),
        (Domain.Accounts.Account.NotInviting, Noun.Account, [Account], new Invite("link", Operator, After(1))),
        (Domain.Accounts.Account.InvitationUnknown, Noun.Account, [Account], new AcceptInvitation("link", "hash", After(1))),
        (
            Domain.Accounts.Account.InvitationUsed,
            Noun.Account,
            [Account, new AccountInvited("link", After(4320), Operator, Night), new InvitationAccepted("hash", After(1))],
            new AcceptInvitation("link", "hash-2", After(2))
        ),
        (
            Domain.Accounts.Account.InvitationOver,
            Noun.Account,
            [Account, new AccountInvited("link", After(4320), Operator, Night)],
            new AcceptInvitation("link", "hash", After(4320))
        ),
        (
            Domain.Accounts.Account.FactorThere,
            Noun.Account,
            [Account, new SecondFactorEnrolled(Hidden("secret"), ["code"], 1, Night)],
            new EnrolSecondFactor(Hidden("another"), ["code"], 2, After(1))
        ),
        (Domain.Accounts.Account.NoFactor, Noun.Account, [Account], new UseCode(1, Night)),
        (
            Domain.Accounts.Account.CodeReplayed,
            Noun.Account,
            [Account, new SecondFactorEnrolled(Hidden("secret"), ["code"], 1, Night)],
            new UseCode(1, After(1))
        ),
        (
            Domain.Accounts.Account.RecoveryUnknown,
            Noun.Account,
            [Account, new SecondFactorEnrolled(Hidden("secret"), ["code"], 1, Night)],
            new UseRecoveryCode("guessed", After(1))
        ),
        (Domain.Accounts.Account.PasskeyUnknown, Noun.Account, [Account], new UsePasskey(Key(1), 1, Night, After(1))),
        (
            Domain.Accounts.Account.TooManyPasskeys,
            Noun.Account,
            [
                Account,
                .. Enumerable
                    .Range(1, Domain.Accounts.Account.MostPasskeys)
                    .Select(n => new PasskeyAdded(Key(n), Hidden("key"), 0, n == 1 ? ["code"] : null, Night)),
            ],
            new AddPasskey(Key(99), Hidden("key"), 0, null, After(1))
        ),
        (
            Domain.Accounts.Account.LastFactor,
            Noun.Account,
            [Account, new PasskeyAdded(Key(1), Hidden("key"), 0, ["code"], Night)],
            new RemovePasskey(Key(1), After(1))
        ),
        (Domain.Accounts.Account.SessionOver, Noun.Account, [Account], new RenewSession(Id<SessionId>(1), After(9), Night)),
        (Domain.Accounts.Account.NoGrant, Noun.Account, [], new AddAccount(Hidden("无"), "hash", [], null, Operator, Night)),
    ];
}
