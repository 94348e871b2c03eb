using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Clinics;
using Emergency.Domain.Visits;
using Emergency.Server.Features.Clinics;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Clinics;

/// <summary>The view keeps the clinic's days of each patient and the attempt in force.</summary>
public sealed class ClinicsViewTests
{
    private const int Lives = 200,
        Acts = 40;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly PersonId Patient = BoroughRegisters.Someone("a patient's life");

    /// <summary>
    /// Law: for any reports of the clinic, in time or late, the reason shown is that of the last attempt after which nobody was met.
    /// </summary>
    [Fact]
    public void The_view_says_of_a_patient_what_the_entity_knows_and_which_attempt_is_in_force()
    {
        var late = 0;
        for (var life = 0; life < Lives; life++)
        {
            var random = new Random(life);
            var (state, known, told) = (ClinicCare.None, (PatientKnown?)null, new List<ClinicEvent>());
            for (var act = 0; act < Acts; act++)
            {
                if (ClinicCare.Decide(state, Any(random, Start.AddHours(act * 5))) is not Decision.Happened { Events: var events })
                    continue;
                foreach (var e in events.Cast<ClinicEvent>())
                {
                    (state, known) = (ClinicCare.Evolve(state, e), ClinicsView.Folded(known, e));
                    if (e is ClinicCareEnded)
                    {
                        told.Clear();
                        known.ShouldBeNull();
                        continue;
                    }
                    told.Add(e);
                    late += e is ClinicVisitMissed tried && known!.Missed?.At != tried.TriedAt ? 1 : 0;
                    var why = $"life {life}, act {act}: {e.GetType().Name}";
                    (known!.State.Next, known.State.Seen, known.State.AskedAt).ShouldBe((state.Next, state.Seen, state.AskedAt), why);
                    known.State.Seen.ShouldBe(told.OfType<ClinicVisitMade>().Max(made => (DateTimeOffset?)made.SeenAt), why);
                    var left = told.OfType<ClinicVisitMissed>()
                        .Where(tried => !told.OfType<ClinicVisitMade>().Any(made => made.SeenAt >= tried.TriedAt))
                        .OrderBy(tried => tried.TriedAt)
                        .LastOrDefault();
                    (known.Missed?.Reason, known.Missed?.At).ShouldBe((left?.Reason, left?.TriedAt), why);
                }
            }
        }
        late.ShouldBeGreaterThan(Lives, "what comes late is what goes wrong");
    }

    /// <summary>Each row: the reports in order, each as day and hour; and the day of the attempt in force, 0 for none.</summary>
    [Theory]
    [InlineData(3, "tried 3 9")]
    [InlineData(0, "tried 3 9", "seen 3 15")]
    [InlineData(0, "seen 3 15", "tried 3 9")]
    [InlineData(3, "seen 3 9", "tried 3 15")]
    [InlineData(6, "tried 6 9", "tried 3 9")]
    [InlineData(6, "tried 6 9", "seen 5 9")]
    [InlineData(0, "seen 8 9", "tried 3 9")]
    public void An_attempt_is_in_force_until_somebody_is_met_whatever_is_told_late(int day, params string[] told)
    {
        PatientKnown? known = null;
        foreach (var said in told.Select(one => one.Split(' ')))
        {
            var at = Shanghai
                .At(new(2026, 3, int.Parse(said[1], CultureInfo.InvariantCulture)), 0)
                .AddHours(int.Parse(said[2], CultureInfo.InvariantCulture));
            known = ClinicsView.Folded(
                known,
                said[0] == "seen"
                    ? new ClinicVisitMade(Patient, Borough.Community, VisitMeans.Door, new("t"), at, null, Borough.By, Start)
                    : new ClinicVisitMissed(Patient, Borough.Community, MissReason.Out, at, null, null, Borough.By, Start)
            );
        }
        (known!.Missed is { } missed ? Shanghai.Day(missed.At).Day : 0).ShouldBe(day);
    }

    private static ClinicCommand Any(Random random, DateTimeOffset at)
    {
        // Reported up to twelve days late.
        var seen = at.AddDays(-random.Next(0, 3) * random.Next(0, 5)).AddHours(-random.Next(9));
        return random.Next(12) switch
        {
            < 3 => new MakeClinicVisit(
                Patient,
                Borough.Community,
                VisitMeans.Door,
                new("told"),
                seen,
                Shanghai.Day(seen).AddDays(30),
                null,
                Borough.By,
                at
            ),
            < 8 => new MissClinicVisit(Patient, Borough.Community, (MissReason)random.Next(3), seen, null, null, Borough.By, at),
            8 => new DateClinicVisit(Patient, Borough.Community, Shanghai.Day(at).AddDays(3), Borough.By, at),
            9 or 10 => new AskClinic(Patient, Borough.Community, Borough.By, at),
            _ => random.Next(6) == 0 ? new EndClinicCare(at) : new AskClinic(Patient, Borough.Community, Borough.By, at),
        };
    }
}
