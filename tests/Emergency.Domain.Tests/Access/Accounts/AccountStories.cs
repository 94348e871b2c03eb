using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Accounts;

public sealed class AccountStories
{
    private static readonly ListOf<Grant> Chief = [new(Role.GridChief, new Scope(Community, G1))],
        Both = [.. Chief, new(Role.Responder, new Scope(Community))];
    private static readonly MemberBinding Bound = new(Community, MemberOf(GridChief));
    private static readonly SessionId Phone = Id<SessionId>(1),
        Desk = Id<SessionId>(2);
    private static readonly AccountAdded Added = new(Hidden("网格长"), "hash-1", Chief, Bound, Operator, Night);
    private static readonly SignedIn OnPhone = new(Phone, "token-1", After(720), Night);

    private static Story Given(params AccountEvent[] events) => Story.Of(Noun.Account).Given(events);

    [Fact]
    public void A_name_is_given_once()
    {
        var add = new AddAccount(Hidden("网格长"), "hash-1", Chief, Bound, Operator, Night);
        Given()
            .When(add)
            .Then(Added)
            .When(add with { By = Secretary })
            .Nothing()
            .When(add with { Password = "hash-2" })
            .Refused(Account.Taken);
        Given(Added, new AccountClosed(Operator, After(1))).When(add).Refused(Account.Taken);
    }

    [Fact]
    public void An_account_that_may_do_nothing_is_not_given_out()
    {
        Given().When(new AddAccount(Hidden("无"), "hash-1", [], null, Operator, Night)).Refused(Account.NoGrant);
        Given(Added).When(new ChangeGrants([], Bound, Operator, After(1))).Refused(Account.NoGrant);
    }

    [Fact]
    public void Another_task_keeps_who_is_signed_in_signed_in() =>
        Given(Added, OnPhone)
            .When(new ChangeGrants(Both, Bound, Operator, After(5)))
            .Then(new GrantsChanged(Both, Bound, Operator, After(5)))
            .When(new ChangeGrants([.. Both], Bound, Operator, After(6)))
            .Nothing()
            .Now<Account>(a => a.Sessions.Keys.ShouldBe([Phone]));

    [Fact]
    public void Closing_an_account_signs_everybody_out_and_lets_nobody_in() =>
        Given(Added, OnPhone)
            .When(new CloseAccount(Operator, After(5)))
            .Then(new AccountClosed(Operator, After(5)))
            .Now<Account>(a => a.Sessions.ShouldBeEmpty())
            .When(new SignIn(Desk, "token-2", After(725), After(6)))
            .Refused(Account.Shut)
            .When(new LockAccount(After(30), After(6)))
            .Refused(Account.Shut)
            .When(new SignOut(Phone, After(7)))
            .Nothing()
            .When(new CloseAccount(Operator, After(8)))
            .Nothing();

    [Fact]
    public void Of_an_erased_account_nothing_is_left_but_that_its_name_was_given()
    {
        var erase = new EraseAccount(ErasureBasis.TermOver, [new Guid(1, 0, 0, new byte[8])], Operator, After(6));
        Given(Added, OnPhone).When(erase).Refused(Account.StillOpen);
        var closed = Given(Added, OnPhone, new AccountClosed(Operator, After(5)));
        closed
            .When(erase)
            .Then(new AccountErased(erase.Basis, erase.Keys, Operator, After(6)))
            .Now<Account>(a => (a.Contact, a.Password, a.Erased, a.Closed).ShouldBe((null, null, true, true)))
            .When(erase)
            .Nothing()
            .When(new AddAccount(Hidden("网格长"), "hash-1", Chief, Bound, Operator, Night))
            .Refused(Account.Taken)
            .When(new SignIn(Desk, "token-2", After(725), After(7)))
            .Refused(Account.Shut);
        // Erased once more in a journal from before it, whether or not the account is there.
        Given(Added).When(erase with { Again = true }).Then(new AccountErased(erase.Basis, erase.Keys, Operator, After(6)));
        Given()
            .When(erase with { Again = true })
            .Then<AccountErased>(e => e.Subject.ShouldBe(erase.Keys[0]))
            .When(new AddAccount(Hidden("网格长"), "hash-1", Chief, Bound, Operator, Night))
            .Refused(Account.Taken);
    }

    [Fact]
    public void After_too_many_wrong_passwords_the_right_one_has_to_wait() =>
        Given(Added)
            .When(new LockAccount(After(15), Night))
            .Then(new AccountLocked(After(15), Night))
            .When(new LockAccount(After(10), Night))
            .Nothing()
            .When(new SignIn(Phone, "token-1", After(720), After(14)))
            .Refused(Account.Locked, "2026-03-10T13:22:00.0000000+00:00")
            .When(new SignIn(Phone, "token-1", After(735), After(15)))
            .Then<SignedIn>(e => e.Session.ShouldBe(Phone));

    [Fact]
    public void A_session_says_where_it_is_and_when_it_was_used_last_and_who_ended_it() =>
        Given(Added)
            .When(new SignIn(Phone, "token-1", After(720), Night, On: SessionOn.Phone, Device: "Chrome · Android"))
            .Then(OnPhone with { On = SessionOn.Phone, Device = "Chrome · Android" })
            .When(new RenewSession(Phone, After(800), After(80)))
            .Now<Account>(a =>
                a.Sessions[Phone].ShouldBe(new("token-1", Night, After(800), After(80), SessionOn.Phone, "Chrome · Android"))
            )
            .When(new SignOut(Phone, After(90), Operator))
            .Then(new SignedOut(Phone, After(90), Operator))
            .When(new SignOut(Phone, After(91)))
            .Nothing();

    [Fact]
    public void Who_ends_the_session_of_somebody_else_is_stored_wherever_the_session_lies() =>
        Given(Added)
            .When(new SignOut(Phone, After(5), Operator))
            .Then(new SignedOut(Phone, After(5), Operator))
            .Now<Account>(a => a.Sessions.ShouldBeEmpty())
            .When(new SignOut(Phone, After(6)))
            .Nothing();

    [Fact]
    public void A_hash_is_renewed_unless_the_password_was_changed_meanwhile() =>
        Given(Added, OnPhone)
            .When(new RenewPasswordHash("hash-1", "hash-1-dearer", After(1)))
            .Then(new PasswordHashRenewed("hash-1-dearer", After(1)))
            .Now<Account>(a => (a.Password, a.Sessions.Count).ShouldBe(("hash-1-dearer", 1)))
            .When(new RenewPasswordHash("hash-1", "hash-1-once-more", After(2)))
            .Nothing();

    [Fact]
    public void Somebody_may_be_signed_in_on_two_devices_and_what_ran_out_is_forgotten() =>
        Given(Added, OnPhone)
            .When(new SignIn(Desk, "token-2", After(800), After(60)))
            .Then<SignedIn>(e => e.Session.ShouldBe(Desk))
            .Now<Account>(a => a.Sessions.Count.ShouldBe(2))
            // An incident can have prolonged a session meanwhile: only a session that ended a month ago is forgotten.
            .When(new SignIn(Id<SessionId>(3), "token-3", After(1500), After(750)))
            .Now<Account>(a => a.Sessions.ContainsKey(Phone).ShouldBeTrue())
            .When(new SignIn(Id<SessionId>(4), "token-4", After(44_700), After(43_950)))
            .Now<Account>(a => (a.Sessions.ContainsKey(Phone), a.Sessions.ContainsKey(Desk)).ShouldBe((false, true)))
            .When(new SignOut(Desk, After(760)))
            .Then(new SignedOut(Desk, After(760)))
            .When(new SignOut(Desk, After(761)))
            .Nothing();

    [Fact]
    public void Use_renews_a_session_and_what_has_run_out_is_over()
    {
        Given(Added, OnPhone)
            .When(new RenewSession(Phone, After(900), After(180)))
            .Then(new SessionRenewed(Phone, After(900), After(180)))
            .When(new RenewSession(Phone, After(850), After(181)))
            .Nothing();
        Given(Added, OnPhone).When(new RenewSession(Phone, After(1500), After(720))).Refused(Account.SessionOver);
        Given(Added, OnPhone).When(new RenewSession(Desk, After(1500), After(1))).Refused(Account.SessionOver);
    }

    [Fact]
    public void A_password_is_changed_to_another()
    {
        Given(Added)
            .When(new ChangePassword("hash-2", GridChief, After(1)))
            .Then(new PasswordChanged("hash-2", GridChief, After(1)))
            .When(new ChangePassword("hash-2", GridChief, After(2)))
            .Nothing();
        Given().When(new ChangePassword("hash-2", GridChief, After(1))).Refused(Account.Unknown);
    }

    [Fact]
    public void Whoever_opens_a_list_of_persons_stands_in_the_log_once()
    {
        var open = new RecordAccess(
            Id<AccessId>(1),
            AccessPurpose.OpenedList,
            Id<IncidentId>(1),
            Community,
            [Id<PersonId>(1)],
            null,
            "incident",
            GridChief,
            Night
        );
        Story
            .Of(Noun.Audit)
            .When(open)
            .Then(
                new AccessRecorded(
                    open.Access,
                    open.Purpose,
                    open.Incident,
                    open.Community,
                    open.Persons,
                    null,
                    "incident",
                    GridChief,
                    Night
                )
            )
            .When(open with { At = After(1) })
            .Nothing()
            .When(open with { Access = Id<AccessId>(2) })
            .Then<AccessRecorded>(e => e.Access.ShouldBe(Id<AccessId>(2)))
            .Now<AccessLog>(log => log.Entries.ShouldBe(2));
    }
}
