using Emergency.Domain.Confirmations;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Confirmations;

/// <summary>An operator asks for an account of a duty officer; the commander looks at it.</summary>
public sealed class ConfirmationStories
{
    private static readonly By Commander = new(new("commander"), Role.CountyCommander),
        CivilAffairs = new(new("civil"), Role.CivilAffairs);
    private static readonly AskedAct Grants = new(AskedKind.Grants, County, "duty2");
    public static readonly ActAsked Asked = new(Grants, Hidden("值班员"), After(4320), Operator, Night);
    public static readonly ActAsked Erasing = Asked with { Act = new(AskedKind.Erasure, Community, "p1"), By = StreetOfficer };
    public static readonly ConfirmAct Confirm = new(Commander, After(30));

    private static Story Given(params ConfirmationEvent[] events) => Story.Of(Noun.Confirmation).Given(events);

    private static RefuseAct Refuse(By by) => new(Hidden("没有调令"), by, After(40));

    [Fact]
    public void What_one_asks_another_confirms_and_then_it_is_done_once() =>
        Given()
            .When(new AskAct(Grants, Hidden("值班员"), After(4320), Operator, Night))
            .Then(Asked)
            .When(Confirm)
            .Then(new ActConfirmed(Commander, After(30)))
            .When(Confirm with { At = After(31) })
            .Nothing()
            .When(new SettleAct(null, After(32)))
            .Then(new ActSettled(null, After(32)))
            .Now<Confirmation>(one => one.Stage.ShouldBe(ConfirmationStage.Done))
            .When(new SettleAct("account.taken", After(33)))
            .Nothing()
            .When(Confirm with { At = After(34) })
            .Nothing();

    [Fact]
    public void Nobody_confirms_what_they_asked_for_themselves_nor_what_is_about_their_own_account() =>
        Given(Asked)
            .When(Confirm with { By = Operator })
            .Refused(Confirmation.Own)
            .When(Confirm with { By = new(new("duty2"), Role.CountyCommander) })
            .Refused(Confirmation.Own);

    [Fact]
    public void Two_accounts_that_stand_for_one_member_are_one_person() =>
        Given(Asked with { By = Secretary })
            .When(Confirm with { By = Secretary with { Account = new("another") } })
            .Refused(Confirmation.Own);

    [Fact]
    public void The_end_of_a_record_takes_street_and_civil_affairs() =>
        Given(Erasing)
            .When(Confirm with { By = new(new("street2"), Role.StreetOfficer) })
            .Refused(Confirmation.SameOffice)
            .When(Confirm with { By = CivilAffairs })
            .Then(new ActConfirmed(CivilAffairs, After(30)));

    [Fact]
    public void Refusing_ends_it_and_says_why() =>
        Given(Asked)
            .When(Refuse(Commander))
            .Then(new ActRefused(Hidden("没有调令"), Commander, After(40)))
            .When(Confirm with { At = After(41) })
            .Refused(Confirmation.Over)
            .When(Refuse(Commander))
            .Nothing()
            .When(Refuse(StreetOfficer))
            .Refused(Confirmation.Over);

    [Fact]
    public void Who_asked_takes_it_back() =>
        Given(Asked)
            .When(Refuse(Operator))
            .Then(new ActRefused(Hidden("没有调令"), Operator, After(40)))
            .When(Confirm with { At = After(41) })
            .Refused(Confirmation.Over);

    [Fact]
    public void After_three_days_without_an_answer_it_lapses_and_nobody_confirms_it_any_more() =>
        Given(Asked)
            .When(new Remind(After(4319)))
            .Nothing()
            .When(Confirm with { At = After(4320) })
            .Refused(Confirmation.Over)
            .When(Refuse(Commander) with { At = After(4320) })
            .Refused(Confirmation.Over)
            .When(new Remind(After(4320)))
            .Then(new ActLapsed(After(4320)))
            .When(new Remind(After(4330)))
            .Nothing()
            .When(Confirm with { At = After(4331) })
            .Refused(Confirmation.Over);

    [Fact]
    public void Nobody_may_give_it_longer_than_three_days() =>
        Given().When(new AskAct(Grants, Hidden("值班员"), After(99_999), Operator, Night)).Then(Asked);

    [Fact]
    public void What_was_confirmed_and_could_not_be_done_says_so() =>
        Given(Asked, new ActConfirmed(Commander, After(30)))
            .When(new SettleAct("account.taken", After(31)))
            .Then(new ActSettled("account.taken", After(31)))
            .Now<Confirmation>(one => (one.Stage, one.Fault).ShouldBe((ConfirmationStage.Failed, "account.taken")));
}
