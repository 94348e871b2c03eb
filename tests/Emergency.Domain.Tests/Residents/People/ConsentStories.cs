using System.Text;
using Emergency.Domain.People;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.People;

/// <summary>Consent of a resident, per field group and purpose.</summary>
public sealed class ConsentStories
{
    internal static readonly AtRiskResident Someone = new(Id<PersonId>(1), null, G1, Hidden("柳样氏"), Hidden("独居"));
    internal static readonly PersonRecorded There = new(Someone, Id<ImportId>(1), Night);
    internal static readonly ConsentDeciders Themself = new(false, []);
    internal static readonly ConsentProof Paper = new(Id<AttachmentId>(7), null, null),
        Told = new(null, Hidden("邻居在场"), null);
    private static readonly GuardianId Mother = Id<GuardianId>(1),
        Carer = Id<GuardianId>(2);
    private static readonly ConsentDeciders ByMother = new(true, [Mother]);

    internal static ConsentSaid Said(DateOnly? day = null, GuardianId? guardian = null, params ConsentUse[] uses) =>
        new([.. uses.Length == 0 ? [ConsentUse.HealthCare] : uses], guardian, day ?? Today);

    internal static GiveConsent Give(ConsentSaid? said = null, ConsentDeciders? deciders = null, ConsentProof? proof = null) =>
        new(Someone.Id, said ?? Said(), null, deciders ?? Themself, proof ?? Paper, Secretary, Night);

    internal static WithdrawConsent Withdraw(ConsentSaid? said = null, int later = 1) =>
        new(Someone.Id, said ?? Said(), Themself, new(null, null, null), Secretary, After(later));

    private static Story Given(params ResidentsEvent[] events) => Story.Of(Noun.Residents).Given(events);

    private static ConsentAnswer? Of(Residents state, ConsentUse use) =>
        state.Consents.GetValueOrDefault(Someone.Id, []).FirstOrDefault(one => one.Use == use)?.Answer;

    [Fact]
    public void Consent_is_given_on_a_paper_or_before_a_witness_and_withdrawn_without_either()
    {
        Given(There)
            .When(Give())
            .Then(new ConsentGiven(Someone.Id, Said(), null, Paper, Secretary, Night))
            .When(Give())
            .Nothing()
            .When(Withdraw())
            .Then<ConsentWithdrawn>(e => (e.Said, e.By).ShouldBe((Said(), Secretary)))
            .Now<Residents>(r => Of(r, ConsentUse.HealthCare).ShouldBe(ConsentAnswer.Withdrawn))
            .When(Withdraw(later: 2))
            .Nothing();
        Given(There).When(Give(proof: Told)).Then<ConsentGiven>(e => e.Proof.ShouldBe(Told));
        Given(There).When(Give(proof: new(null, null, null))).Refused(Residents.NoProof);
    }

    [Fact]
    public void Each_use_stands_for_itself() =>
        Given(There)
            .When(Give(Said(null, null, ConsentUse.HealthCare, ConsentUse.HealthClinic, ConsentUse.HealthCare)))
            .Then<ConsentGiven>(e => e.Said.Uses.ShouldBe([ConsentUse.HealthCare, ConsentUse.HealthClinic]))
            .When(Withdraw(Said(null, null, ConsentUse.HealthClinic)))
            .Now<Residents>(r =>
                (Of(r, ConsentUse.HealthCare), Of(r, ConsentUse.HealthClinic), Of(r, ConsentUse.PhotoCare)).ShouldBe(
                    (ConsentAnswer.Given, ConsentAnswer.Withdrawn, null)
                )
            );

    [Fact]
    public void Of_a_minor_the_guardian_decides_never_a_caregiver_and_of_an_adult_nobody_else()
    {
        Given(There).When(Give(Said(null, Mother), ByMother)).Then<ConsentGiven>(e => e.Said.Guardian.ShouldBe(Mother));
        Given(There).When(Give(Said(null, Carer), ByMother)).Refused(Residents.ByGuardian);
        Given(There).When(Give(Said(), ByMother)).Refused(Residents.ByGuardian);
        Given(There).When(Give(Said(null, Mother))).Refused(Residents.ByThemself);
    }

    [Fact]
    public void An_older_paper_found_later_changes_nothing_after_a_withdrawal() =>
        Given(There)
            .When(Withdraw())
            .When(Give(Said(Today.AddDays(-3))))
            .Refused(Residents.OlderConsent)
            .When(Give(Said(Today.AddDays(-3), null, ConsentUse.PhotoCare)))
            .Then<ConsentGiven>(e => e.Said.Day.ShouldBe(Today.AddDays(-3)));

    [Fact]
    public void A_withdrawal_outlives_an_undone_file_and_goes_only_with_the_person() =>
        Given(There)
            .When(Withdraw())
            .When(new UndoResidentsImport(Id<ImportId>(1), After(2)))
            .When(new RecordPersons([Someone], Id<ImportId>(2), After(3)))
            .Now<Residents>(r => Of(r, ConsentUse.HealthCare).ShouldBe(ConsentAnswer.Withdrawn))
            .When(ErasureLadder.Erase)
            .Now<Residents>(r => r.Consents.ShouldBeEmpty());

    [Fact]
    public void Days_and_uses_are_looked_at()
    {
        Given(There).When(Give(Said(Today.AddDays(1)))).Refused(Residents.BadDay);
        Given(There).When(Give() with { Until = Today.AddDays(-1) }).Refused(Residents.BadPeriod);
        Given(There).When(Give(new([], null, Today))).Refused(Residents.NoUse);
        Given().When(Give()).Refused(Residents.UnknownPerson);
        Given(There, new PersonLeft(Someone.Id, Leaving.Died, Today, null, null, Secretary, Night)).When(Give()).Refused(Residents.HasLeft);
    }

    [Fact]
    public void The_table_says_of_each_field_by_what_right_and_of_each_use_one_row()
    {
        var table = ConsentTable.BuiltIn;
        table.Of(ConsentUse.HealthCare).Fields.ShouldBe(FieldGroup.Health);
        table.Rows.Where(row => row.Basis != LegalBasis.Consent).ShouldAllBe(row => row.Use == null);
        table.Rows.Single(row => row is { Fields: FieldGroup.Health, Purpose: ConsentPurpose.Rescue }).Basis.ShouldBe(LegalBasis.Emergency);
        Should.Throw<FormatException>(() => ConsentTable.Read(new MemoryStream(Encoding.UTF8.GetBytes("""{"rows":[]}"""))));
    }
}
