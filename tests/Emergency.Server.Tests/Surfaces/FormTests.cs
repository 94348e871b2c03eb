using System.Text;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Hazards;
using Emergency.Server.Infrastructure.Storage;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Surfaces;

public sealed class FormTests
{
    public static TheoryData<string> Names => [.. Forms.All.Select(row => row.Form)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_stored_once_is_stored_the_same_way_for_ever_and_read_back_equal(string form)
    {
        var forms = new Forms();
        var lines = new StringBuilder();
        foreach (var sample in Sample.All(Forms.All.Single(row => row.Form == form).Event))
        {
            var (name, bytes) = forms.Write(sample);
            name.ShouldBe(form);
            forms.Read(name, bytes.Span).ShouldBe(sample);
            lines.Append(Encoding.UTF8.GetString(bytes.Span)).Append('\n');
        }
        Frozen.Check($"forms/{form}.jsonl", lines.ToString());
    }

    [Fact]
    public void Every_event_of_the_domain_has_one_stored_name()
    {
        var events = typeof(Event).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Event)) && !type.IsAbstract);
        Forms.All.Select(row => row.Event).ShouldBe(events, ignoreOrder: true);
        Forms.All.Select(row => row.Form).ShouldBeUnique(StringComparer.Ordinal);
    }

    [Fact]
    public void A_stored_name_begins_with_the_kind_of_its_entity()
    {
        var kinds = EntityKinds.All.Select(kind => kind.Kind).ToHashSet(StringComparer.Ordinal);
        Forms.All.Select(row => row.Form).Where(form => !kinds.Contains(form.Split('.')[0])).ShouldBeEmpty();
    }

    [Fact]
    public void An_unknown_stored_name_is_never_skipped() =>
        Should.Throw<InvalidOperationException>(() => new Forms().Read("incident.sung.v9", "{}"u8));

    [Fact]
    public void What_could_not_be_read_back_is_not_written()
    {
        var happened = new HazardDropped(default, Borough.By, DateTimeOffset.UnixEpoch);
        Should.Throw<JsonException>(() => new Forms().Write(happened));
        Should.Throw<JsonException>(() => new Forms(_ => null).Write(happened));
    }

    public static TheoryData<string> Commands =>
        [
            .. typeof(Command)
                .Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(Command)) && !type.IsAbstract)
                .Select(type => type.FullName!),
        ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_comes_to_another_node_as_it_went(string name)
    {
        var forms = new Forms();
        foreach (var sample in Sample.All(typeof(Command).Assembly.GetType(name, throwOnError: true)!))
        {
            var (form, bytes) = forms.WriteCommand(sample);
            forms.ReadCommand(form, bytes.Span).ShouldBe(sample);

            // A county's own settings go with every command.
            var set = new InForce(InForce.Table.Set.Add(("411502", "call.life-step"), 60));
            (form, bytes) = forms.WriteCommand((Command)sample with { InForce = set });
            var came = (Command)forms.ReadCommand(form, bytes.Span);
            came.InForce.Set.ShouldBe(set.Set);
            (came with { InForce = InForce.Table }).ShouldBe(sample);
        }
    }

    [Fact]
    public void What_is_no_command_is_not_read_as_one() =>
        Should.Throw<InvalidOperationException>(() => new Forms().ReadCommand(typeof(Forms).FullName!, "{}"u8));
}
