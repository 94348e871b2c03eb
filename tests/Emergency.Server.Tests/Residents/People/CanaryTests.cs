using System.Text;
using System.Text.Json;
using Emergency.Testing;

namespace Emergency.Server.Tests.People;

public class CanaryTests
{
    private const string Ascii = "Canary-7731",
        Chinese = "金丝试雀";
    private static readonly Canaries Both = new(Ascii, Chinese);

    [Fact]
    public void A_value_is_found_in_every_form_it_may_hide_in()
    {
        foreach (var value in (string[])[Ascii, Chinese])
        {
            Both.In(Encoding.UTF8.GetBytes($"before {value} after")).ShouldHaveSingleItem().ShouldBe($"{value} as UTF-8");
            Both.In(Encoding.Unicode.GetBytes($"before {value} after")).ShouldHaveSingleItem().ShouldBe($"{value} as UTF-16");
            for (var before = 0; before < 6; before++)
                foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode])
                    Both.In(Convert.ToBase64String([.. new byte[before], .. encoding.GetBytes(value), 1, 2]))
                        .ShouldContain(found => found.Contains("base64", StringComparison.Ordinal), $"{value} after {before} bytes");
        }
        Both.In(JsonSerializer.Serialize(Chinese)).ShouldNotBeEmpty();
        Both.In($$"""{"name":"{{string.Concat(Chinese.Select(letter => $"\\u{(int)letter:x4}"))}}"}""").ShouldNotBeEmpty();
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        Both.In("Canary-7732 金丝雀").ShouldBeEmpty();
        Both.In(ReadOnlyMemory<byte>.Empty).ShouldBeEmpty();
    }

    [Fact]
    public void A_value_that_chance_could_make_is_refused() => Should.Throw<ArgumentException>(() => new Canaries("金丝"));

    [Fact]
    public void Files_in_a_folder_are_searched_also_while_somebody_writes_them()
    {
        using var folder = new TempFolder();
        using var held = new FileStream(folder["held.log"], FileMode.Create, FileAccess.Write, FileShare.Read);
        held.Write(Encoding.UTF8.GetBytes(Chinese));
        held.Flush();
        Both.InFolder(folder.Path).ShouldHaveSingleItem().ShouldBe($"held.log: {Chinese} as UTF-8");
    }
}
