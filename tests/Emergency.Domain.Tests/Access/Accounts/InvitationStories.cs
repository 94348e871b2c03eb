using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Accounts;

/// <summary>Passwords chosen by a link, accounts locked out, and an operator that always remains.</summary>
public sealed class InvitationStories
{
    private const int Lapsed = 72 * 60;
    private static readonly ListOf<Grant> Clerk = [new(Role.Operator, new Scope("411502"))];
    private static readonly By Another = new(new("another"), Role.Operator);
    private static readonly AccountAdded Asked = new(Hidden("管理员"), null, Clerk, null, Operator, Night),
        Chosen = Asked with { Password = "hash-1" };

    private static Story Given(params AccountEvent[] events) => Story.Of(Noun.Account).Given(events);

    private static AccountInvited Link(string hash, int made) => new(hash, After(made + Lapsed), Operator, After(made));

    [Fact]
    public void Who_asked_for_an_account_makes_a_link_and_its_owner_chooses_a_password_once()
    {
        Given()
            .When(new AddAccount(Hidden("管理员"), null, Clerk, null, Operator, Night))
            .Then(Asked)
            .When(new Invite("link-1", Another, After(1)))
            .Refused(Account.NotInviting)
            .When(new Invite("link-1", Operator, After(1)))
            .Then(Link("link-1", 1))
            .When(new AcceptInvitation("guessed", "hash-0", After(2)))
            .Refused(Account.InvitationUnknown)
            .When(new AcceptInvitation("link-1", "hash-1", After(2)))
            .Then(new InvitationAccepted("hash-1", After(2)))
            .Now<Account>(a => (a.Password, a.Inviting, a.Reset).ShouldBe(("hash-1", null, null)))
            .When(new AcceptInvitation("link-1", "hash-2", After(3)))
            .Refused(Account.InvitationUsed)
            .When(new Invite("link-2", Operator, After(4)))
            .Refused(Account.NotInviting);
    }

    [Fact]
    public void A_newer_link_takes_the_place_of_the_one_before_and_none_opens_for_longer_than_three_days()
    {
        Given(Asked, Link("link-1", 1))
            .When(new Invite("link-2", Operator, After(2)))
            .Then(Link("link-2", 2))
            .When(new AcceptInvitation("link-1", "hash-1", After(3)))
            .Refused(Account.InvitationUnknown)
            .When(new AcceptInvitation("link-2", "hash-1", After(2 + Lapsed)))
            .Refused(Account.InvitationOver)
            .When(new Invite("link-3", Operator, After(3 + Lapsed)))
            .Then(Link("link-3", 3 + Lapsed));
        Given(Asked, Link("link-1", 1), new AccountClosed(Operator, After(2)))
            .When(new AcceptInvitation("link-1", "hash-1", After(3)))
            .Refused(Account.Shut);
        Given(Asked, Link("link-1", 1), new AccountSuspended(Operator, After(2)))
            .When(new AcceptInvitation("link-1", "hash-1", After(3)))
            .Refused(Account.ShutOut)
            .When(new Invite("link-2", Operator, After(3)))
            .Refused(Account.ShutOut);
    }

    [Fact]
    public void Another_password_takes_a_link_too_that_is_made_within_three_days_and_changes_nothing_until_it_is_used()
    {
        var allowed = new InvitationAllowed(Operator, After(10));
        Given(Chosen)
            .When(new Invite("link-1", Operator, After(9)))
            .Refused(Account.NotInviting)
            .When(new AllowInvitation(Operator, After(10)))
            .Then(allowed)
            .When(new Invite("link-1", Operator, After(11)))
            .Then(Link("link-1", 11))
            .Now<Account>(a => a.Password.ShouldBe("hash-1"))
            .When(new AcceptInvitation("link-1", "hash-2", After(12)))
            .Then(new InvitationAccepted("hash-2", After(12)));
        Given(Chosen, allowed).When(new Invite("link-1", Operator, After(10 + Lapsed))).Refused(Account.NotInviting);
        // A user who remembers the password after all needs no link any more.
        Given(Chosen, allowed, Link("link-1", 11), new PasswordChanged("hash-3", Another, After(12)))
            .When(new AcceptInvitation("link-1", "hash-2", After(13)))
            .Refused(Account.InvitationUnknown);
    }

    [Fact]
    public void A_password_that_somebody_else_chose_for_a_new_account_is_good_for_the_first_time_only() =>
        Given()
            .When(new AddAccount(Hidden("管理员"), "hash-1", Clerk, null, Operator, Night, Reset: true))
            .Then(Chosen with { Reset = true })
            .Now<Account>(a => a.Reset.ShouldBe(new(Operator, Night)));

    [Fact]
    public void A_locked_account_lets_nobody_in_until_somebody_unlocks_it() =>
        Given(Chosen, new SignedIn(Id<SessionId>(1), "token", After(720), Night), new AccountLocked(After(15), Night))
            .When(new SuspendAccount(Operator, After(1)))
            .Then(new AccountSuspended(Operator, After(1)))
            .Now<Account>(a => (a.Sessions.Count, a.Suspended).ShouldBe((0, new(Operator, After(1)))))
            .When(new SuspendAccount(Another, After(2)))
            .Nothing()
            .When(new SignIn(Id<SessionId>(2), "token", After(720), After(20), KnownDevice: true))
            .Refused(Account.ShutOut)
            .When(new ResumeAccount(Operator, After(3)))
            .Then(new AccountResumed(Operator, After(3)))
            .When(new ResumeAccount(Operator, After(4)))
            .Nothing()
            .When(new SignIn(Id<SessionId>(2), "token", After(720), After(4)))
            .Then<SignedIn>(e => e.Session.ShouldBe(Id<SessionId>(2)));

    [Fact]
    public void An_operator_that_has_to_remain_is_neither_closed_nor_locked_nor_relieved()
    {
        var kept = Given(Chosen).When(new KeepOperator(After(2), After(1))).Then(new OperatorKept(After(2), After(1)));
        kept.When(new KeepOperator(After(1), After(1))).Nothing();
        kept.When(new CloseAccount(Another, After(1))).Refused(Account.LastOperator);
        kept.When(new SuspendAccount(Another, After(1))).Refused(Account.LastOperator);
        kept.When(new ChangeGrants([new(Role.Auditor, new Scope("411502"))], null, Another, After(1))).Refused(Account.LastOperator);
        kept.When(new ChangeGrants([.. Clerk, new(Role.Auditor, new Scope("411502"))], null, Another, After(1)))
            .Then<GrantsChanged>(e => e.Grants.Count.ShouldBe(2));
        kept.When(new CloseAccount(Another, After(2))).Then(new AccountClosed(Another, After(2)));
        Given(Asked).When(new KeepOperator(After(2), After(1))).Refused(Account.LastOperator);
        Given(Chosen, new AccountSuspended(Another, Night)).When(new KeepOperator(After(2), After(1))).Refused(Account.LastOperator);
    }
}
