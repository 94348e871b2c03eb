using System.Text;
using Emergency.Domain.Clinics;
using Emergency.Domain.Visits;

namespace Emergency.Domain.Tests.Clinics;

public sealed class ClinicTableTests
{
    private static readonly ClinicTable Table = ClinicTable.BuiltIn;
    private static readonly DateOnly Seen = new(2026, 3, 10);

    private static int? Days(params (string Programme, string Result)[] results) =>
        Table.Next(results.Select(one => new ClinicAnswer(one.Programme, one.Result)), Seen) is { } next
            ? next.DayNumber - Seen.DayNumber
            : null;

    [Fact]
    public void Who_is_unstable_is_seen_within_two_weeks_and_who_is_stable_four_times_a_year()
    {
        Days(("escort", "unstable")).ShouldBe(14);
        Days(("escort", "wavering")).ShouldBe(14);
        Days(("escort", "not-settled")).ShouldBe(30);
        Days(("escort", "stable")).ShouldBe(90);
        Table.Of("escort")!.Article.ShouldNotBeNull();
    }

    [Fact]
    public void Of_several_programmes_the_soonest_day_counts_and_what_needs_none_sets_none()
    {
        Days(("pregnant", "middle"), ("signed", "well")).ShouldBe(28);
        Days(("pregnant", "forty-two")).ShouldBeNull();
        Days(("pregnant", "forty-two"), ("signed", "well")).ShouldBe(90);
    }

    [Fact]
    public void Whom_the_clinic_visits_by_its_rules_or_by_consent_is_its_patient_and_nobody_else()
    {
        ListOf<string> Of(bool agreed, params string[] kinds) =>
            Table.Holding(new VisitedPerson([.. kinds], [], 40, null), Seen, agreed, VisitTable.BuiltIn);
        Of(agreed: false, "pregnant", "disabled").ShouldBe(["pregnant"]);
        Of(agreed: true, "escort").ShouldBe(["escort", "signed"]);
        Of(agreed: true, "elder-alone").ShouldBe(["signed"]);
        Of(agreed: false, "elder-alone", "seriously-ill").ShouldBe([]);
    }

    [Theory]
    [InlineData("""{"programmes":[]}""")]
    [InlineData("""{"programmes":[{"code":"signed","source":"","results":[{"code":"well","days":0}]}]}""")]
    [InlineData("""{"programmes":[{"code":"signed","source":"","results":[]},{"code":"escort","source":"","results":[]}]}""")]
    public void A_table_that_would_forget_somebody_is_not_read(string json)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(json));
        Should.Throw<FormatException>(() => ClinicTable.Read(file, VisitTable.BuiltIn));
    }
}
