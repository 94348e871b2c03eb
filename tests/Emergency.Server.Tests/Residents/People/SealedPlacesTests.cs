using System.Text;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.People;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Tests.People;

/// <summary>A sealed value opens where it was stored and nowhere else, whoever writes the stored bytes.</summary>
public sealed class SealedPlacesTests : IAsyncDisposable
{
    private static readonly Guid Someone = Guid.Parse("0199a0a0-0000-7000-8000-000000000001"),
        Another = Guid.Parse("0199a0a0-0000-7000-8000-000000000002");
    private static readonly DateTimeOffset At = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private TestKeys _keys = null!;

    public async ValueTask DisposeAsync() => await _keys.DisposeAsync();

    private async Task<Forms> Begin()
    {
        _keys = await TestKeys.Make();
        await _keys.Keyring.Ensure([Someone, Another]);
        return new Forms(_keys.Keyring.Find);
    }

    private PersonRecorded Recorded(string name, DateTimeOffset at) =>
        new(
            new(
                new(Someone),
                null,
                "G1",
                _keys.Sealing.Seal(Someone, new FreeText(name)),
                _keys.Sealing.Seal(Someone, new FreeText($"{name} 体弱+"))
            ),
            null,
            at
        );

    private string? Open(Sealed value) => _keys.Sealing.Open<FreeText>(value)?.Text;

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static string[] Values(string stored) =>
        [
            .. System
                .Text.RegularExpressions.Regex.Matches(
                    stored,
                    "\\{\"sealed\":[^}]*\\}",
                    System.Text.RegularExpressions.RegexOptions.None,
                    TimeSpan.FromSeconds(5)
                )
                .Select(match => match.Value),
        ];

    private static PersonRecorded Read(Forms forms, string form, string stored) =>
        (PersonRecorded)forms.Read(form, Encoding.UTF8.GetBytes(stored));

    private IReadOnlyList<Guid> Strangers(string form, string stored) =>
        new SealedPlaces(_keys.Keyring.Find).Strangers(form, Encoding.UTF8.GetBytes(stored));

    [Fact]
    public async Task What_is_stored_comes_back_as_it_went()
    {
        var forms = await Begin();
        var happened = Recorded("安拟菊", At);
        var (form, bytes) = forms.Write(happened);
        forms.Read(form, bytes.Span).ShouldBe(happened);
        Values(Text(bytes)).Length.ShouldBe(2);
        Strangers(form, Text(bytes)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_values_of_one_event_that_change_places_open_neither_and_are_named()
    {
        var forms = await Begin();
        var (form, bytes) = forms.Write(Recorded("安拟菊", At));
        var (stored, values) = (Text(bytes), Values(Text(bytes)));
        var swapped = stored
            .Replace(values[0], "#", StringComparison.Ordinal)
            .Replace(values[1], values[0], StringComparison.Ordinal)
            .Replace("#", values[1], StringComparison.Ordinal);
        var person = Read(forms, form, swapped).Person;
        (Open(person.Contact), Open(person.Sensitive)).ShouldBe((null, null));
        Strangers(form, swapped).ShouldBe([Someone, Someone]);
    }

    [Fact]
    public async Task An_older_value_put_back_into_a_newer_event_does_not_open_and_is_named()
    {
        var forms = await Begin();
        var (form, before) = forms.Write(Recorded("安拟菊", At));
        var (_, after) = forms.Write(Recorded("安拟兰", At.AddDays(1)));
        var put = Text(after).Replace(Values(Text(after))[0], Values(Text(before))[0], StringComparison.Ordinal);
        var person = Read(forms, form, put).Person;
        (Open(person.Contact), Open(person.Sensitive)).ShouldBe((null, "安拟兰 体弱+"));
        Strangers(form, put).ShouldBe([Someone]);
    }

    [Fact]
    public async Task Beside_words_in_clear_that_were_changed_nothing_opens()
    {
        var forms = await Begin();
        var (form, bytes) = forms.Write(Recorded("安拟菊", At));
        var changed = Text(bytes).Replace("\"G1\"", "\"G2\"", StringComparison.Ordinal);
        var person = Read(forms, form, changed).Person;
        (Open(person.Contact), Open(person.Sensitive)).ShouldBe((null, null));
        Strangers(form, changed).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_value_whose_mark_was_taken_off_does_not_pass_for_one_from_before_there_were_marks()
    {
        var forms = await Begin();
        var (form, bytes) = forms.Write(Recorded("安拟菊", At));
        var value = Values(Text(bytes))[0];
        var bare = Text(bytes)
            .Replace(
                value,
                value[(value.IndexOf(':', StringComparison.Ordinal) + 1)..value.IndexOf(",\"in\"", StringComparison.Ordinal)],
                StringComparison.Ordinal
            );
        Open(Read(forms, form, bare).Person.Contact).ShouldBeNull();
        Strangers(form, bare).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_value_given_to_another_kind_of_event_does_not_open()
    {
        var forms = await Begin();
        var text = _keys.Sealing.Seal(Someone, new FreeText("一人已接走"));
        var by = new By(new("a"), Role.Operator);
        var (form, withdrawn) = forms.Write(new IncidentWithdrawn(text, by, At));
        Open(((IncidentWithdrawn)forms.Read(form, withdrawn.Span)).Reason).ShouldBe("一人已接走");
        var (other, archived) = forms.Write(new IncidentArchived(_keys.Sealing.Seal(Someone, new FreeText("总结")), 1, by, At));
        var moved = Text(archived).Replace(Values(Text(archived))[0], Values(Text(withdrawn))[0], StringComparison.Ordinal);
        Open(((IncidentArchived)forms.Read(other, Encoding.UTF8.GetBytes(moved))).FinalReport).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_stored_before_there_were_marks_is_still_read()
    {
        var forms = await Begin();
        var old = new Sealed(
            FormattableString.Invariant(
                $"{Someone:N}:1:{Convert.ToBase64String(Cipher.Encrypt(_keys.Keyring.Find(Someone), """{"text":"安拟菊"}"""u8, Someone.ToByteArray(bigEndian: true)))}"
            )
        );
        var (form, bytes) = new Forms().Write(new PersonRecorded(new(new(Someone), null, "G1", old, old), null, At));
        Text(bytes).ShouldNotContain("\"sealed\"");
        Open(Read(forms, form, Text(bytes)).Person.Contact).ShouldBe("安拟菊");
        Strangers(form, Text(bytes)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_erased_persons_event_is_read_and_nobody_is_accused()
    {
        var forms = await Begin();
        var (form, bytes) = forms.Write(Recorded("安拟菊", At));
        await _keys.Forget(Someone);
        forms = new Forms(_keys.Keyring.Find);
        Open(Read(forms, form, Text(bytes)).Person.Contact).ShouldBeNull();
        Strangers(form, Text(bytes)).ShouldBeEmpty();
        // A value that is only carried on is stored and loaded, though nothing can be compared any more.
        var again = forms.Write(Read(forms, form, Text(bytes)));
        Read(forms, again.Form, Text(again.Bytes)).Person.Grid.ShouldBe("G1");
    }
}
