using System.Text;
using System.Text.Json;
using Emergency.Domain.AtRisk;

namespace Emergency.Domain.Tests.AtRisk;

/// <summary>Needs and kinds in the words of people who keep registers.</summary>
public sealed class RegisterWordsTests
{
    [Theory]
    [InlineData("卧床", "carry")]
    [InlineData("长期卧床，需家人照料", "carry")]
    [InlineData("坐轮椅", "carry")]
    [InlineData("偏瘫", "carry")]
    [InlineData("失能", "carry")]
    [InlineData("生活不能自理", "carry")]
    [InlineData("下不了床", "carry")]
    [InlineData("半失能", "support")]
    [InlineData("拄拐", "support")]
    [InlineData("腿脚不便", "support")]
    [InlineData("不能独立行走", "support")]
    [InlineData("无人搀扶", "support")]
    [InlineData("吸氧", "oxygen")]
    [InlineData("家庭氧疗", "oxygen")]
    [InlineData("夜间使用无创呼吸机", "oxygen")]
    [InlineData("离不开氧气", "oxygen")]
    [InlineData("不能停氧", "oxygen")]
    [InlineData("失聪", "deaf")]
    [InlineData("双耳听力下降", "deaf")]
    [InlineData("听力障碍", "deaf")]
    [InlineData("盲", "blind")]
    [InlineData("双眼视物不清", "blind")]
    [InlineData("血透每周3次", "dialysis")]
    [InlineData("透析(每周三次)", "dialysis")]
    [InlineData("糖尿病用药", "medicine")]
    [InlineData("双胞胎婴儿", "infant")]
    [InlineData("只会讲方言", "language")]
    [InlineData("老年痴呆", "escort")]
    [InlineData("轮椅、吸氧", "carry oxygen")]
    [InlineData("卧床吸氧，聋", "carry oxygen deaf")]
    [InlineData("轮椅（自备）", "carry")]
    [InlineData("轮椅和吸氧", "carry oxygen")]
    [InlineData("肢体二级残疾", "support")]
    [InlineData("视力一级残疾", "blind")]
    [InlineData("重度依赖", "carry")]
    public void A_need_in_everyday_words_is_the_need(string written, string needs) => Needs(written).ShouldBe(needs);

    [Theory]
    [InlineData("不需搀扶")]
    [InlineData("不需要轮椅")]
    [InlineData("无需吸氧")]
    [InlineData("已停止透析")]
    [InlineData("不再透析")]
    [InlineData("未卧床")]
    [InlineData("吸氧：无")]
    [InlineData("透析（否）")]
    [InlineData("轮椅：不需要")]
    [InlineData("听力正常，视力良好")]
    [InlineData("不聋")]
    [InlineData("不需要吸氧和轮椅")]
    [InlineData("无")]
    public void Nobody_needs_what_the_register_says_is_not_needed(string written) => Needs(written).ShouldBe("");

    [Theory]
    [InlineData("听力正常，轮椅", "carry")]
    [InlineData("不需搀扶，需吸氧", "oxygen")]
    [InlineData("轮椅无法上楼", "carry")]
    [InlineData("吸氧、无法行走", "carry oxygen")]
    [InlineData("无残疾，卧床", "carry")]
    public void A_denial_holds_for_its_own_word_only(string written, string needs) => Needs(written).TrimEnd('?').ShouldBe(needs);

    [Theory]
    [InlineData("自理")]
    [InlineData("接送")]
    [InlineData("托管")]
    [InlineData("心理关怀")]
    [InlineData("高危妊娠")]
    [InlineData("待产")]
    [InlineData("临时监护")]
    [InlineData("文盲")]
    [InlineData("面瘫")]
    [InlineData("基本能自理")]
    public void Some_words_are_understood_and_no_need(string written) => Needs(written).ShouldBe("");

    [Theory]
    [InlineData("鼻饲", "")]
    [InlineData("每日翻动两回", "")]
    [InlineData("轮椅，造瘘", "carry")]
    [InlineData("轮椅且鼻饲", "carry")]
    [InlineData("曾用呼吸机", "")]
    [InlineData("疑似失聪", "")]
    [InlineData("COPD", "")]
    [InlineData("重度", "")]
    [InlineData("没有助听器", "")]
    [InlineData("无轮椅，不能行走", "carry")]
    public void Text_that_was_not_understood_is_said(string written, string needs) => Needs(written).ShouldBe($"{needs}?");

    [Theory]
    [InlineData("留守儿", "left-behind-minor")]
    [InlineData("独居", "elder-alone")]
    [InlineData("独居老人（高龄）", "elder-alone")]
    [InlineData("空巢老人", "elder-left")]
    [InlineData("大病", "seriously-ill")]
    [InlineData("恶性肿瘤患者", "seriously-ill")]
    [InlineData("孕7月", "pregnant")]
    [InlineData("视力残疾", "disabled")]
    [InlineData("残疾人、独居老人", "disabled elder-alone")]
    [InlineData("事实孤儿", "unguarded")]
    [InlineData("elder-alone", "elder-alone")]
    [InlineData("非独居", "")]
    public void A_kind_in_everyday_words_is_the_kind(string written, string kinds) =>
        string.Join(' ', RegisterWords.BuiltIn.Read(written).Kinds).ShouldBe(kinds);

    [Fact]
    public void A_kind_that_says_what_is_needed_gives_both()
    {
        var read = RegisterWords.BuiltIn.Read("视力残疾、失能老人");
        (string.Join(' ', read.Needs), string.Join(' ', read.Kinds), read.Unread).ShouldBe(("carry blind", "disabled", false));
    }

    [Theory]
    [InlineData("社区矫正人员")]
    [InlineData("流动摊贩")]
    public void Who_must_not_be_kept_here_is_told_apart(string written)
    {
        var read = RegisterWords.BuiltIn.Read(written);
        (read.Outside, read.Kinds.Count).ShouldBe((true, 0));
    }

    [Theory]
    [InlineData("独居老人登记表", "独居老人")]
    [InlineData("老城街道大病患者名册", "大病患者")]
    [InlineData("花名册", null)]
    public void A_title_names_a_kind(string title, string? kind) => RegisterWords.BuiltIn.KindIn(title).ShouldBe(kind);

    [Fact]
    public void A_kind_of_people_has_each_word_for_itself() =>
        RegisterWords.BuiltIn.Read("留守儿童、独居老人、留守老人、残疾人、监护缺失、孕产妇、重病、居家用氧").Kinds.Count.ShouldBe(8);

    [Theory]
    [InlineData("""{ "code": "flies", "words": ["飞"] }""", "")]
    [InlineData("""{ "code": "carry", "words": ["抬"] }""", "\"抬\"")]
    public void Words_that_contradict_the_table_or_each_other_are_refused(string need, string plain) =>
        Should.Throw<FormatException>(() => Read(need, plain));

    [Fact]
    public void Words_without_a_column_are_refused() =>
        Should.Throw<JsonException>(() => RegisterWords.Read(new MemoryStream("{}"u8.ToArray()), AtRiskTable.BuiltIn));

    private static RegisterWords Read(string need, string plain) =>
        RegisterWords.Read(
            new MemoryStream(
                Encoding.UTF8.GetBytes(
                    $$"""{ "source": "", "needs": [{{need}}], "kinds": [], "plain": [{{plain}}], "negations": [], "past": [], "still": [], "after": [], "closing": [], "filler": [], "joins": [], "lacks": [], "devices": [], "outside": [] }"""
                )
            ),
            AtRiskTable.BuiltIn
        );

    private static string Needs(string written)
    {
        var read = RegisterWords.BuiltIn.Read(written);
        return string.Join(' ', read.Needs) + (read.Unread ? "?" : "");
    }
}
