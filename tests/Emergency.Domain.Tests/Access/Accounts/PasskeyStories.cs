using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Accounts;

/// <summary>Passkeys beside the password: added, used in turn, removed but for the last.</summary>
public sealed class PasskeyStories
{
    private static readonly Guid Desk = new("01890000-0000-7000-8000-00000000000a"),
        Stick = new("01890000-0000-7000-8000-00000000000b");
    internal static readonly AccountAdded Account = new(
        Hidden("管理员"),
        "hash",
        [new(Role.Operator, new Scope("411502"))],
        null,
        Operator,
        Night
    );
    internal static readonly PasskeyAdded First = new(Desk, Hidden("desk"), 0, ["one", "two"], Night);

    private static Story Given(params AccountEvent[] events) => Story.Of(Noun.Account).Given(events);

    [Fact]
    public void The_first_brings_recovery_codes_and_a_further_one_does_not()
    {
        Given(Account)
            .When(new AddPasskey(Desk, Hidden("desk"), 0, null, Night))
            .Refused(Domain.Accounts.Account.FactorThere)
            .When(new AddPasskey(Desk, Hidden("desk"), 0, ["one", "two"], Night))
            .Then(First)
            .When(new AddPasskey(Desk, Hidden("desk"), 0, null, After(1)))
            .Nothing()
            .When(new AddPasskey(Stick, Hidden("stick"), 7, ["three"], After(1)))
            .Refused(Domain.Accounts.Account.FactorThere)
            .When(new AddPasskey(Stick, Hidden("stick"), 7, null, After(1)))
            .Then(new PasskeyAdded(Stick, Hidden("stick"), 7, null, After(1)))
            .Now<Account>(account => account.Factor!.Recovery.ShouldBe(["one", "two"]))
            .When(new UseRecoveryCode("one", After(2)))
            .Then(new RecoveryCodeUsed("one", After(2)));
    }

    [Fact]
    public void An_answer_is_taken_once_and_none_to_an_older_question()
    {
        Given(Account, First)
            .When(new UsePasskey(Stick, 1, After(1), After(1.1)))
            .Refused(Domain.Accounts.Account.PasskeyUnknown)
            .When(new UsePasskey(Desk, 1, After(1), After(1.1)))
            .Then(new PasskeyUsed(Desk, 1, After(1), After(1.1)))
            .When(new UsePasskey(Desk, 1, After(1), After(1.2)))
            .Refused(Domain.Accounts.Account.CodeReplayed)
            .When(new UsePasskey(Desk, 2, After(0.5), After(1.2)))
            .Refused(Domain.Accounts.Account.CodeReplayed)
            .When(new UsePasskey(Desk, 2, After(2), After(2.1)))
            .Then(new PasskeyUsed(Desk, 2, After(2), After(2.1)));
    }

    [Fact]
    public void The_last_second_factor_goes_only_with_all_of_them()
    {
        Given(Account, First)
            .When(new RemovePasskey(Stick, After(1)))
            .Nothing()
            .When(new RemovePasskey(Desk, After(1)))
            .Refused(Domain.Accounts.Account.LastFactor)
            .When(new EnrolSecondFactor(Hidden("secret"), ["three"], 100, After(2)))
            .Then(new SecondFactorEnrolled(Hidden("secret"), ["three"], 100, After(2)))
            .When(new RemovePasskey(Desk, After(3)))
            .Then(new PasskeyRemoved(Desk, After(3)))
            .When(new AddPasskey(Desk, Hidden("desk"), 0, null, After(4)))
            .Then(new PasskeyAdded(Desk, Hidden("desk"), 0, null, After(4)))
            .When(new RemoveSecondFactor(Operator, After(5)))
            .Then(new SecondFactorRemoved(Operator, After(5)))
            .Now<Account>(account => (account.Factor, account.Passkeys.Count).ShouldBe((null, 0)));
    }

    [Fact]
    public void An_account_has_ten_at_most()
    {
        var story = Given([
            Account,
            First,
            .. Enumerable
                .Range(1, Domain.Accounts.Account.MostPasskeys - 1)
                .Select(n => new PasskeyAdded(new Guid(n, 0, 0, new byte[8]), Hidden($"{n}"), 0, null, Night)),
        ]);
        story.When(new AddPasskey(Stick, Hidden("stick"), 0, null, After(1))).Refused(Domain.Accounts.Account.TooManyPasskeys);
    }
}
