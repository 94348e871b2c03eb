using System.Globalization;
using System.Text;
using Emergency.Domain;
using Emergency.Server.Across.CaseIntake;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Drills.Scenarios.Reading;
using Emergency.Server.Features.Warnings;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Testing;

namespace Emergency.Server.Tests.Surfaces;

public sealed class SurfaceTests
{
    [Fact]
    public void Who_may_do_what_changes_only_on_purpose()
    {
        var matrix = new StringBuilder();
        foreach (var permission in Permission.All.OrderBy(permission => permission.Name, StringComparer.Ordinal))
            matrix.Append(
                CultureInfo.InvariantCulture,
                $"{permission}: {string.Join(", ", Enum.GetValues<Role>().Where(role => permission.Of(role) != Reach.No).Select(role => permission.Of(role) == Reach.Assigned ? $"{role} (assigned)" : role.ToString()))}\n"
            );
        Frozen.Check("permissions.txt", matrix.ToString());
    }

    [Fact]
    public void Problem_codes_and_their_statuses_change_only_on_purpose() =>
        Frozen.Check("problem-codes.txt", string.Join('\n', ProblemTable.All.Select(code => $"{ProblemTable.Status(code)} {code}")));

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public void Every_problem_has_a_sentence(string language)
    {
        var wanted = ProblemTable
            .All.Concat(Reasons.All.Select(reason => $"finding.{reason}"))
            .Concat(LinkEndpoints.Words)
            .Concat(IncidentAsCap.Words)
            .Concat(VoiceGateway.Words)
            .Concat(Words.All)
            .Concat(Mistake.Words)
            .Concat(Sentences.Words)
            .ToList();
        wanted.Except(Sentences.In(language).Keys, StringComparer.Ordinal).ShouldBeEmpty("no sentence");
        Sentences.In(language).Keys.Except(wanted, StringComparer.Ordinal).ShouldBeEmpty("a sentence for nothing");
        Sentences.In(language).Where(sentence => string.IsNullOrWhiteSpace(sentence.Value)).ShouldBeEmpty();
    }

    [Fact]
    public void A_sentence_names_the_same_arguments_in_both_languages()
    {
        foreach (var code in ProblemTable.All)
            Named(Sentences.In("zh-CN")[code]).ShouldBe(Named(Sentences.In("en")[code]), code);
        static IEnumerable<char> Named(string sentence) => sentence.Where((_, i) => i > 0 && sentence[i - 1] == '{').Order();
    }

    [Theory]
    [InlineData("zh-CN", "密码错误次数过多，11月20日 08:05 之后再试。", "您没有这项权限，可由 县指挥长、街道（乡镇） 办理。")]
    [InlineData(
        "en",
        "Too many wrong passwords; try again after 20 Nov 08:05.",
        "You may not do this; county commander, street officer can."
    )]
    public void Times_and_roles_are_said_as_people_say_them(string language, string locked, string notYours)
    {
        Sentences.Of(language, new("session.locked", ["2026-11-20T08:05:00+08:00"])).ShouldBe(locked);
        Sentences.Of(language, new("scope.not-yours", ["CountyCommander,StreetOfficer"])).ShouldBe(notYours);
    }

    [Fact]
    public void What_an_operator_may_set_changes_only_on_purpose()
    {
        var defaults = new Settings();
        Frozen.Check(
            "settings.txt",
            string.Join(
                '\n',
                Settings.Options.Select(option =>
                    $"--{option.Name} = {option.Show(defaults) ?? "(none)"}: {option.Allowed}{(option.Secret ? ", never printed" : "")}"
                )
            )
        );
    }
}
