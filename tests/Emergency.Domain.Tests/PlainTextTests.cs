namespace Emergency.Domain.Tests;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("三里店 6 号楼 2 单元\n门口有车")]
    [InlineData("𠮷野家 · 12—14 层")]
    [InlineData("👨‍👩‍👧 带孩子")]
    [InlineData("")]
    public void What_people_write_stays_as_it_is(string text)
    {
        PlainText.Is(text).ShouldBeTrue();
        PlainText.Of(text).ShouldBe(text);
    }

    [Theory]
    [InlineData("\u202Egnp.exe", "gnp.exe")]
    [InlineData("6\u200F号\u2066楼\u2069", "6号楼")]
    [InlineData("admin\u200B", "admin")]
    [InlineData("何\u00AD拟\u2060人\uFEFF\u3164", "何拟人")]
    [InlineData("a\0b\u0085c\u2028d\u061Ce", "abcde")]
    public void Marks_that_turn_or_hide_text_are_found_and_taken_out(string text, string plain)
    {
        PlainText.Is(text).ShouldBeFalse();
        PlainText.Of(text).ShouldBe(plain);
    }
}
