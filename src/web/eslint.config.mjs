import layout from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'
import { config, configs, parser } from 'typescript-eslint'

/** Layout is the formatter's (prettier); what stands here finds mistakes. */
export default config(
  { ignores: ['dist/', 'obj/', 'src/base/wire/schema.d.ts', 'src/kit/outbox/shell.js', 'public/'] },
  ...configs.recommended,
  ...vue.configs['flat/recommended-error'],
  ...accessibility.configs['flat/recommended'],
  layout,
  {
    files: ['**/*.vue', '**/*.ts', '**/*.mjs'],
    rules: {
      'no-sequences': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression[callee.name='watch'] > ArrowFunctionExpression:first-child ArrayExpression.body:not(:has(SpreadElement))",
          message:
            'A new array is never the old one, so this fires at each look: watch([() => a, () => b]) fires when one of them changes.',
        },
        {
          selector: "CallExpression[callee.name='watch'] > ArrowFunctionExpression:first-child > TSAsExpression.body > ArrayExpression",
          message:
            'A new array is never the old one, so this fires at each look: watch([() => a, () => b]) fires when one of them changes.',
        },
      ],
      // The words' own t knows which keys there are.
      'no-restricted-imports': ['error', { paths: ['@intlify/core-base'] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A component is named by its file; its folder says the noun.
      'vue/multi-word-component-names': 'off',
      // An optional prop is `undefined` when it is not given, and its type says so.
      'vue/require-default-prop': 'off',
      // One of both is enough: a field lies within its label, or the label names its id.
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      // What a part was given may change what it was given it for: a volume, a place in time.
      'vue/no-mutating-props': ['error', { shallowOnly: true }],
      // A dialog says where its work begins.
      'vuejs-accessibility/no-autofocus': 'off',
      // A box may listen for the keys that its own controls leave to it.
      'vuejs-accessibility/no-static-element-interactions': 'off',
    },
  },
  { files: ['src/base/words/index.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['**/*.vue'], languageOptions: { parserOptions: { parser } } },
)
