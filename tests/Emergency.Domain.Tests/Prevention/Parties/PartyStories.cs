using Emergency.Domain.Parties;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Parties;

public sealed class PartyStories
{
    internal static readonly PartyFacts Facts = new(
        Community,
        PartyKind.PropertyCompany,
        "示例物业",
        ["示例花园"],
        ["1号楼"],
        Today.AddDays(-100),
        Today.AddDays(10),
        Hidden("何拟人")
    );
    internal static readonly PartyEntered Entered = new(Facts, StreetOfficer, Night);
    internal static readonly PartyAskId Ask = Id<PartyAskId>(1);
    internal static readonly PartyAsked Asked = new(
        Ask,
        Hidden("关地下室电源"),
        "measures",
        Id<IncidentId>(1),
        After(60),
        Secretary,
        Night
    );

    private static Story Given(params PartyEvent[] events) => Story.Of(Noun.Party).Given([Entered, .. events]);

    [Fact]
    public void A_party_serves_up_to_the_last_day_of_its_term() =>
        Given()
            .Now<Party>(party =>
                (party.Serves(Today.AddDays(10)), party.Serves(Today.AddDays(11)), party.Serves(Today.AddDays(-101))).ShouldBe(
                    (true, false, false)
                )
            );

    [Fact]
    public void A_refusal_by_the_link_is_kept_with_its_reason_and_nobody_answers_again() =>
        Given(Asked)
            .When(new RefuseAsk(Ask, null, null, After(1)))
            .Refused(Party.NoReason)
            .When(new RefuseAsk(Ask, Hidden("没有人手"), null, After(2)))
            .Then(new PartyAskRefused(Ask, Hidden("没有人手"), AskHeard.Link, null, After(2)))
            .When(new AcceptAsk(Ask, Secretary, After(3)))
            .Refused(Party.Answered)
            .When(new Remind(After(61)))
            .Nothing();

    [Fact]
    public void What_was_accepted_and_is_not_done_in_time_is_late_once() =>
        Given(Asked)
            .When(new AcceptAsk(Ask, null, After(1)))
            .Then(new PartyAskAccepted(Ask, AskHeard.Link, null, After(1)))
            .When(new Remind(After(60)))
            .Then(new PartyAskLate(Ask, After(60)))
            .When(new Remind(After(70)))
            .Nothing()
            .When(new FinishAsk(Ask, null, Secretary, After(80)))
            .Then(new PartyAskDone(Ask, null, AskHeard.Desk, Secretary, After(80)))
            .Now<Party>(party => (party.Asks[Ask].Late, party.Open.Any()).ShouldBe((true, false)));

    [Fact]
    public void What_the_party_answers_by_its_account_is_its_own_answer_until_the_account_is_taken_back()
    {
        var (account, own) = (new AccountId("wuye"), new By(new("wuye"), Role.Party));
        Given(Asked)
            .When(new GivePartyAccount(account, Secretary, After(1)))
            .Then(new PartyAccountGiven(account, Secretary, After(1)))
            .When(new GivePartyAccount(account, Secretary, After(2)))
            .Nothing()
            .When(new AcceptAsk(Ask, own, After(3)))
            .Then(new PartyAskAccepted(Ask, AskHeard.Account, own, After(3)))
            .When(new WithdrawPartyAccount(Secretary, After(4)))
            .Then(new PartyAccountWithdrawn(account, Secretary, After(4)))
            .Now<Party>(party => party.Account.ShouldBeNull())
            .When(new WithdrawPartyAccount(Secretary, After(5)))
            .Nothing();
    }

    [Fact]
    public void Who_serves_no_longer_has_no_account() =>
        Given(new PartyAccountGiven(new("wuye"), Secretary, After(1)), new PartyEnded(Today, null, StreetOfficer, After(2)))
            .When(new GivePartyAccount(new("wuye"), Secretary, After(3)))
            .Refused(Party.Over)
            .Now<Party>(party => party.Account.ShouldBeNull());

    [Fact]
    public void Whoever_holds_an_ask_does_not_end_before_it_is_answered_or_withdrawn() =>
        Given(Asked)
            .When(new EndParty(Today, null, StreetOfficer, After(1)))
            .Refused(Party.Holds, "1")
            .When(new WithdrawAsk(Ask, null, Secretary, After(2)))
            .Then(new PartyAskWithdrawn(Ask, null, Secretary, After(2)))
            .When(new EndParty(Today, null, StreetOfficer, After(3)))
            .Then(new PartyEnded(Today, null, StreetOfficer, After(3)))
            .When(new AskParty(Id<PartyAskId>(2), Hidden("再来"), null, null, After(90), Secretary, After(4)))
            .Refused(Party.Over);

    [Fact]
    public void Of_two_who_correct_at_once_the_second_is_told() =>
        Given(new PartyCorrected(Facts with { Name = "新示例物业" }, StreetOfficer, After(1)))
            .When(new CorrectParty(Facts with { Until = null }, 1, Secretary, After(2)))
            .Refused(Party.Changed)
            .When(new CorrectParty(Facts with { Name = "新示例物业", Until = null }, 2, Secretary, After(2)))
            .Then(new PartyCorrected(Facts with { Name = "新示例物业", Until = null }, Secretary, After(2)));

    [Fact]
    public void A_draft_binds_nobody_and_the_duty_of_taiyuan_binds_in_taiyuan()
    {
        PartyDuty.Binds("140106001001", PartyKind.PropertyCompany, "measures").ShouldBeTrue();
        PartyDuty.Binds("420106001001", PartyKind.PropertyCompany, "coordinate").ShouldBeFalse();
        PartyDuty.For("420106001001").ShouldContain(duty => duty.Law == "hubei" && duty.Draft);
        PartyDuty.For("411502001001").ShouldNotContain(duty => duty.Law == "hubei");
    }
}
