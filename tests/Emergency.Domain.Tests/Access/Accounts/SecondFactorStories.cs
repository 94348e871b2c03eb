using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Accounts;

/// <summary>An authenticator beside the password: enrolled once, no code taken twice, recovery codes used up, removed.</summary>
public sealed class SecondFactorStories
{
    private static readonly AccountAdded Account = new(
        Hidden("管理员"),
        "hash",
        [new(Role.Operator, new Scope("411502"))],
        null,
        Operator,
        Night
    );
    private static readonly SecondFactorEnrolled Enrolled = new(Hidden("secret"), ["one", "two"], 100, Night);

    private static Story Given(params AccountEvent[] events) => Story.Of(Noun.Account).Given(events);

    [Fact]
    public void Its_owner_enrols_one_and_not_another_beside_it()
    {
        Given(Account)
            .When(new EnrolSecondFactor(Hidden("secret"), ["one", "two"], 100, Night))
            .Then(Enrolled)
            .When(new EnrolSecondFactor(Hidden("secret"), ["one", "two"], 100, After(1)))
            .Nothing()
            .When(new EnrolSecondFactor(Hidden("another"), ["three"], 101, After(1)))
            .Refused(Domain.Accounts.Account.FactorThere)
            .When(new RemoveSecondFactor(Operator, After(2)))
            .Then(new SecondFactorRemoved(Operator, After(2)))
            .When(new RemoveSecondFactor(Operator, After(3)))
            .Nothing()
            .When(new UseCode(200, After(4)))
            .Refused(Domain.Accounts.Account.NoFactor)
            .When(new EnrolSecondFactor(Hidden("another"), ["three"], 300, After(5)))
            .Then(new SecondFactorEnrolled(Hidden("another"), ["three"], 300, After(5)));
    }

    [Fact]
    public void A_code_is_taken_once_and_none_that_is_older()
    {
        Given(Account, Enrolled)
            .When(new UseCode(100, After(1)))
            .Refused(Domain.Accounts.Account.CodeReplayed)
            .When(new UseCode(102, After(1)))
            .Then(new CodeUsed(102, After(1)))
            .When(new UseCode(101, After(1)))
            .Refused(Domain.Accounts.Account.CodeReplayed)
            .When(new UseCode(102, After(1)))
            .Refused(Domain.Accounts.Account.CodeReplayed);
    }

    [Fact]
    public void A_recovery_code_signs_in_once_and_new_ones_take_the_place_of_all()
    {
        Given(Account, Enrolled)
            .When(new UseRecoveryCode("one", After(1)))
            .Then(new RecoveryCodeUsed("one", After(1)))
            .When(new UseRecoveryCode("one", After(2)))
            .Refused(Domain.Accounts.Account.RecoveryUnknown)
            .When(new RenewRecoveryCodes(["three"], After(3)))
            .Then(new RecoveryCodesRenewed(["three"], After(3)))
            .When(new UseRecoveryCode("two", After(4)))
            .Refused(Domain.Accounts.Account.RecoveryUnknown)
            .When(new UseRecoveryCode("three", After(4)))
            .Then(new RecoveryCodeUsed("three", After(4)));
    }

    [Fact]
    public void What_is_left_of_an_erased_account_has_no_secret()
    {
        Given(Account, Enrolled, new AccountClosed(Operator, After(1)))
            .When(new EraseAccount(ErasureBasis.TermOver, [Guid.Empty], Operator, After(2)))
            .Then(new AccountErased(ErasureBasis.TermOver, [Guid.Empty], Operator, After(2)))
            .Now<Account>(account => account.Factor.ShouldBeNull());
    }
}
