using Emergency.Domain.Tests;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Keeping;

/// <summary>
/// Writes the journal of a golden folder in which every kind of event happens. tests/golden/make.py gives the place; otherwise it is
/// written aside, to check that each kind can still happen.
/// </summary>
public sealed class GoldenLives
{
    private static readonly DateTimeOffset Then = new(2026, 3, 10, 13, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Writes_the_lives_of_every_noun()
    {
        using var aside = new TempFolder();
        var folder = Environment.GetEnvironmentVariable("EMERGENCY_GOLDEN") ?? aside.Path;
        var settings = SettingsReading
            .Read(["--data", folder, "--ballast", "0", "--demo", "off"], new Dictionary<string, string>(StringComparer.Ordinal), null)
            .Settings;
        await using var opened = await Opened.Open(settings, TimeProvider.System, NullLoggerFactory.Instance);
        opened.New.ShouldBeTrue();
        var number = 0;
        foreach (var noun in Noun.All)
        {
            var lives = Lives.Of(noun, [.. noun.EventTypes.Except(OfEveryNoun.Retired)], any => OfEveryNoun.Drawn(noun, any));
            var which = 0;
            foreach (var life in lives.Fewest())
            {
                var to = new EntityId(Entities.Live, noun.Kind, Key(noun.Kind, ++which));
                foreach (var command in life.Commands)
                    (await opened.Engine.Entities.Send(to, command, Meta(++number))).ShouldBeOfType<Reply.Accepted>(
                        $"{to.Kind} {command.GetType().Name}"
                    );
            }
        }
    }

    private static Meta Meta(int number) =>
        new(new Guid(number, 1, 0, new byte[8]), new string('0', 64), "虚构", "", "", null, Then.AddSeconds(number), null);

    /// <summary>Key of an entity of this kind; see <see cref="Entities"/>.</summary>
    private static string Key(string kind, int which)
    {
        var (id, community) = (new Guid(which, 0, 0, new byte[8]), FormattableString.Invariant($"411502001{which:000}"));
        return kind switch
        {
            "place" or "quarters" or "plan" or "team" or "supplies" or "residents" or "standing" or "volunteer" or "resources" => community,
            "pool" or "desk" => FormattableString.Invariant($"411502{which:000}"),
            "deadlines" or "standards" or "lists" => FormattableString.Invariant($"4115{which:00}"),
            "account" or "scenario" => FormattableString.Invariant($"life-{which}"),
            "audit" => FormattableString.Invariant($"2026-03-{which:00}-411502"),
            "readiness" => FormattableString.Invariant($"411502{which:000}.2026-03"),
            "retention" => FormattableString.Invariant($"account.{which}"),
            "columns" => FormattableString.Invariant($"4115{which:00}-supplies"),
            "case" => FormattableString.Invariant($"119-{which}"),
            "round" => $"stock.{community}",
            "doors" => $"{id}.{community}",
            "visits" or "clinic" or "entrustment" => $"{community}.{id}",
            _ => id.ToString(),
        };
    }
}
